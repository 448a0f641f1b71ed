import type { ChangeSet, Decision } from './change-set.ts';
import { addTurnEvent } from './chat/add-turn-event.ts';
import { answerLocally, type LocalOutput } from './chat/answer-locally.ts';
import type { Activity, Attachment, ChatChange, ChatEvent, ChatSnapshot, QueuedMessage } from './chat/chat-event.ts';
import type { ChatOptions } from './chat/chat-options.ts';
import type { ChatState, KeptTurn } from './chat/chat-state.ts';
import { restoreFiles, showCheckpoint, type Checkpoint, type RestoreResult } from './chat/checkpoint.ts';
import { localMessages, withPrompt } from './chat/local-messages.ts';
import { settleState } from './chat/settle-state.ts';
import { addUsage, noUsage } from './chat/usage-totals.ts';
import { userMessage } from './chat/user-message.ts';
import type { Message } from './conversation.ts';
import { ProviderError } from './provider.ts';
import { failure } from './providers/failures.ts';
import type { Phase } from './tool.ts';
import type { TurnEvent } from './turn-event.ts';
import { Approvals } from './turn/approvals.ts';
import { defaultLimits } from './turn/limits.ts';
import type { ProposingTurn } from './turn/propose-edits.ts';
import { runTurn, type TurnStop } from './turn/run-turn.ts';
import type { Turn } from './turn/turn.ts';
import { unlessStopped } from './turn/unless-stopped.ts';

/** One conversation. What happens in it is told as events; whoever comes later begins with a snapshot. */
export class Chat {
  readonly #options: ChatOptions;
  readonly #approvals: Approvals;
  /** What the approvals of the latest turn are about. */
  readonly #proposals = new Map<string, ChangeSet>();
  #state: ChatState;
  #seq = 0;
  #activity: Activity = 'idle';
  #stopper: AbortController | undefined;
  #running: Promise<void> | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#approvals = new Approvals(options.ports.clock);
    this.#state = options.state === undefined ? newState(options.id) : settleState(options.state);
  }

  /** Sends a message, or queues it while another one is at work. */
  send(text: string, attachments: readonly Attachment[] = []): void {
    if (this.#running === undefined) this.#begin(text, attachments);
    else this.#setQueue([...this.#state.queue, { id: this.#newId(), text, attachments }]);
  }

  /** Shows edits that no model made, as a turn of their own; false while something is at work. */
  propose(text: string, changes: ChangeSet): boolean {
    if (this.#running !== undefined) return false;
    this.#begin(text, [], { kind: 'changes', markdown: '', changes });
    return true;
  }

  /** The texts that an approval of the latest turn is about. */
  proposal(approval: string): ChangeSet | undefined {
    return this.#proposals.get(approval);
  }

  /** Takes a message out of the queue; undefined when it was sent already. */
  unqueue(id: string): QueuedMessage | undefined {
    const found = this.#state.queue.find((message) => message.id === id);
    if (found !== undefined) this.#setQueue(this.#state.queue.filter((message) => message !== found));
    return found;
  }

  /** Resolves when nothing is at work any more. What was queued waits for the next message. */
  async stop(): Promise<void> {
    while (this.#running !== undefined) {
      this.#stopper?.abort();
      await this.#running;
    }
  }

  /** Asks the last question again. What tools did stays done and known; only the last answer is dropped. */
  retry(): boolean {
    const turn = this.#state.turns.at(-1);
    if (this.#running !== undefined || turn === undefined) return false;
    if (turn.isLocal === true) return this.#retryLocal(turn);
    const kept = turn.messages.at(-1)?.role === 'assistant' ? turn.messages.slice(0, -1) : turn.messages;
    this.#changeTurn(turn.id, { messages: kept });
    this.#tellTurn(turn.id, { kind: 'retract' });
    this.#run(turn.id);
    return true;
  }

  /** Says something else at an earlier place; what followed is forgotten, files stay as they are. */
  async edit(turn: string, text: string, attachments?: readonly Attachment[]): Promise<boolean> {
    const found = this.#state.turns.find(({ id }) => id === turn);
    if (found === undefined) return false;
    await this.stop();
    this.#dropFrom(turn);
    this.#begin(text, attachments ?? found.attachments);
    return true;
  }

  /** False where nobody waits for this answer: it was given before, or its turn is over. */
  decide(approval: string, decision: Decision): boolean {
    const isHeard = this.#approvals.decide(approval, decision);
    if (isHeard) this.#setActivity('working');
    return isHeard;
  }

  /** The tools of the phase are offered from the next message on. */
  setPhase(phase: Phase): void {
    this.#state = { ...this.#state, phase };
    this.#tell({ kind: 'phase', phase });
  }

  setPlan(plan: string): void {
    this.#state = { ...this.#state, plan };
    this.#tell({ kind: 'plan', plan });
  }

  rename(title: string): void {
    this.#state = { ...this.#state, title };
    this.#tell({ kind: 'title', title });
  }

  get plan(): string {
    return this.#state.plan;
  }

  get phase(): Phase {
    return this.#state.phase;
  }

  /** Goes back to before the edits of a checkpoint, or to before the message that led to them, or both. */
  async restore(checkpoint: string, what: 'files' | 'chat' | 'both'): Promise<RestoreResult> {
    const index = this.#state.checkpoints.findIndex(({ id }) => id === checkpoint);
    const found = this.#state.checkpoints[index];
    if (found === undefined) return { ok: false, reason: 'This checkpoint is not there any more.', paths: [] };
    if (this.#running !== undefined) {
      return { ok: false, reason: 'The architect is at work. Stop it first, then restore.', paths: [] };
    }
    if (what !== 'chat') {
      const undone = this.#state.checkpoints.slice(index);
      const result = await restoreFiles(this.#options.ports.files, undone);
      if (!result.ok) return result;
      this.#setCheckpoints(this.#state.checkpoints.slice(0, index));
      if (what === 'files') this.#note(restoredNote(undone));
    }
    if (what !== 'files') this.#dropFrom(found.turn);
    return { ok: true };
  }

  /** Resolves when nothing is at work and nothing is queued that would be. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  snapshot(): ChatSnapshot {
    const { id, title, phase, plan, turns, queue, checkpoints, usage } = this.#state;
    return {
      ...{ seq: this.#seq, id, title, phase, plan, activity: this.#activity, queue, usage },
      turns: turns.map(({ messages: _, ...shown }) => shown),
      checkpoints: checkpoints.map(showCheckpoint),
    };
  }

  /** JSON; may be taken at any time, and gives back a conversation that goes on. */
  state(): ChatState {
    return this.#state;
  }

  /** What was applied in the turn stays known; otherwise the new answer takes its place. */
  #retryLocal({ id, text, attachments }: KeptTurn): boolean {
    if (this.#options.command?.(text) === undefined) return false;
    if (!this.#state.checkpoints.some(({ turn }) => turn === id)) this.#dropFrom(id);
    this.#begin(text, attachments);
    return true;
  }

  #begin(text: string, attachments: readonly Attachment[], given?: LocalOutput): void {
    const { clock } = this.#options.ports;
    const message = userMessage(text, attachments, this.#state.notes, clock);
    const isLocal = given !== undefined || this.#options.command?.(text) !== undefined;
    const turn: KeptTurn = {
      ...{ id: this.#newId(), at: clock.now(), text, attachments, events: [], messages: [message] },
      ...(isLocal ? { isLocal } : {}),
    };
    this.#state = { ...this.#state, turns: [...this.#state.turns, turn], notes: [] };
    const { messages: _, ...shown } = turn;
    this.#tell({ kind: 'turn-started', turn: shown });
    if (this.#state.title === '') this.rename(titleOf(text));
    this.#run(turn.id, given);
  }

  #run(turn: string, given?: LocalOutput): void {
    const stopper = new AbortController();
    this.#stopper = stopper;
    this.#setActivity('working');
    this.#proposals.clear();
    this.#running = this.#work(turn, stopper.signal, given).then((stop) => {
      this.#running = undefined;
      this.#stopper = undefined;
      this.#setActivity('idle');
      const [next, ...rest] = this.#state.queue;
      // After a stop or a failure the user may not want it any more.
      if (next === undefined || stop === 'stopped' || stop === 'failed') return;
      this.#setQueue(rest);
      this.#begin(next.text, next.attachments);
    });
  }

  /** Never throws: what goes wrong is told as an event. */
  async #work(id: string, signal: AbortSignal, given?: LocalOutput): Promise<TurnStop> {
    try {
      const local = given ?? (await this.#command(id, signal));
      if (local === 'stopped') return this.#end(id, 'stopped');
      return await (local === undefined ? this.#ask(id, signal) : this.#answer(id, local, signal));
    } catch (error) {
      const { code, message } = error instanceof ProviderError ? error : failure('unknown', { detail: String(error) });
      this.#tellTurn(id, { kind: 'failed', code, message });
      return this.#end(id, 'failed');
    }
  }

  #end(id: string, stop: TurnStop): TurnStop {
    this.#tellTurn(id, { kind: 'ended', stop });
    return stop;
  }

  /** What answers the message without a model; undefined when a model is to be asked, maybe with other words. */
  async #command(id: string, signal: AbortSignal): Promise<LocalOutput | 'stopped' | undefined> {
    const turn = this.#turn(id);
    const work = turn?.isLocal === true ? this.#options.command?.(turn.text) : undefined;
    if (turn === undefined || work === undefined) return undefined;
    const output = await unlessStopped(work(signal), signal);
    if (output === undefined) return 'stopped';
    if (output.kind !== 'prompt') return output;
    this.setPhase(output.phase);
    const messages = turn.messages.map((message) => withPrompt(message, output.prompt));
    this.#changeTurn(id, { messages, isLocal: false });
    return undefined;
  }

  async #answer(id: string, output: LocalOutput, signal: AbortSignal): Promise<TurnStop> {
    const { ports } = this.#options;
    const report = await answerLocally(output, this.#proposing(id, this.#state.phase, signal));
    const [question] = this.#turn(id)?.messages ?? [];
    if (question !== undefined) this.#changeTurn(id, { messages: localMessages(question, report, ports.clock) });
    return this.#end(id, signal.aborted ? 'stopped' : 'end');
  }

  async #ask(id: string, signal: AbortSignal): Promise<TurnStop> {
    const { tools, limits } = this.#options;
    const index = this.#state.turns.findIndex((turn) => turn.id === id);
    const earlier = this.#state.turns.slice(0, index).flatMap(({ messages }) => messages);
    const own = this.#state.turns[index]?.messages ?? [];
    const { phase, plan } = this.#state;
    const ready = await unlessStopped(this.#prepare(phase, plan), signal);
    if (ready === undefined) return this.#end(id, 'stopped');
    const { stop } = await runTurn({
      ...this.#proposing(id, phase, signal),
      ...{ ...ready, tools },
      history: [...earlier, ...own],
      limits: { ...defaultLimits, ...limits },
      record: (added: readonly Message[]) => this.#changeTurn(id, { messages: [...own, ...added] }),
    });
    return stop;
  }

  /** What every turn is made of, whoever answers. */
  #proposing(id: string, phase: Phase, signal: AbortSignal): Omit<ProposingTurn, 'limits'> {
    const { ports, review, warningsFor } = this.#options;
    return {
      ...{ review, approvals: this.#approvals, context: { ...ports, phase, signal } },
      ...(warningsFor === undefined ? {} : { warningsFor }),
      proposed: (approval, changes) => void this.#proposals.set(approval, changes),
      emit: (event) => this.#tellTurn(id, event),
      applied: (files, label) => {
        const checkpoint = { id: this.#newId(), turn: id, at: ports.clock.now(), label, files };
        this.#setCheckpoints([...this.#state.checkpoints, checkpoint]);
      },
    };
  }

  async #prepare(phase: Phase, plan: string): Promise<Pick<Turn, 'provider' | 'model' | 'system'>> {
    const { provider, model } = await this.#options.model();
    return { provider, model, system: await this.#options.system({ phase, plan, model }) };
  }

  #tellTurn(turn: string, event: TurnEvent): void {
    this.#changeTurn(turn, { events: addTurnEvent(this.#turn(turn)?.events ?? [], event) });
    // Told before the question, since the answer may come at once.
    if (event.kind === 'approve-edits' || event.kind === 'approve-run') this.#setActivity('waiting');
    this.#tell({ kind: 'turn-event', turn, event });
    if (event.kind !== 'usage') return;
    const usage = addUsage(this.#state.usage, event.usage);
    this.#state = { ...this.#state, usage };
    this.#tell({ kind: 'usage', usage });
  }

  #turn(id: string): KeptTurn | undefined {
    return this.#state.turns.find((turn) => turn.id === id);
  }

  #changeTurn(turn: string, change: Partial<KeptTurn>): void {
    const turns = this.#state.turns.map((other) => (other.id === turn ? { ...other, ...change } : other));
    this.#state = { ...this.#state, turns };
  }

  #dropFrom(turn: string): void {
    const index = this.#state.turns.findIndex(({ id }) => id === turn);
    if (index === -1) return;
    this.#state = { ...this.#state, turns: this.#state.turns.slice(0, index) };
    this.#tell({ kind: 'turns-dropped', from: turn });
  }

  #setQueue(queue: readonly QueuedMessage[]): void {
    this.#state = { ...this.#state, queue };
    this.#tell({ kind: 'queue', queue });
  }

  #setCheckpoints(checkpoints: readonly Checkpoint[]): void {
    this.#state = { ...this.#state, checkpoints };
    this.#tell({ kind: 'checkpoints', checkpoints: checkpoints.map(showCheckpoint) });
  }

  #setActivity(activity: Activity): void {
    if (this.#activity === activity) return;
    this.#activity = activity;
    this.#tell({ kind: 'activity', activity });
  }

  #note(note: string): void {
    this.#state = { ...this.#state, notes: [...this.#state.notes, note] };
  }

  #tell(change: ChatChange): void {
    const event: ChatEvent = { seq: ++this.#seq, ...change };
    this.#options.onEvent(event);
  }

  #newId(): string {
    return this.#options.ports.clock.randomId();
  }
}

function newState(id: string): ChatState {
  const nothing = { turns: [], queue: [], checkpoints: [], notes: [] };
  return { version: 1, id, title: '', phase: 'free', plan: '', ...nothing, usage: noUsage };
}

function titleOf(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length <= 60 ? line : `${line.slice(0, 59).trimEnd()}…`;
}

function restoredNote(undone: readonly Checkpoint[]): string {
  const paths = [...new Set(undone.flatMap(({ files }) => files.map(({ path }) => path)))].sort();
  return `(The user took back edits that were applied before. These files are as they were then: ${paths.join(', ')}.)`;
}
