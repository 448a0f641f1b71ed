import type { ChangeSet, Decision } from './change-set.ts';
import { answerLocally, type LocalOutput } from './chat/answer-locally.ts';
import type { Attachment, ChatSnapshot, QueuedMessage } from './chat/chat-event.ts';
import type { ChatOptions } from './chat/chat-options.ts';
import type { ChatState, KeptTurn } from './chat/chat-state.ts';
import { ChatRecord, newState } from './chat/chat-record.ts';
import { restoreFiles, type Checkpoint, type RestoreResult } from './chat/checkpoint.ts';
import { localMessages, withPrompt } from './chat/local-messages.ts';
import { settleState } from './chat/settle-state.ts';
import { userMessage } from './chat/user-message.ts';
import type { Message } from './conversation.ts';
import { ProviderError } from './provider.ts';
import { failure } from './providers/failures.ts';
import type { Phase } from './tool.ts';
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
  readonly #record: ChatRecord;
  #stopper: AbortController | undefined;
  #running: Promise<void> | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#approvals = new Approvals(options.ports.clock);
    this.#record = new ChatRecord(
      options.state === undefined ? newState(options.id) : settleState(options.state),
      options.onEvent,
    );
  }

  /** Sends a message, or queues it while another one is at work. */
  send(text: string, attachments: readonly Attachment[] = []): void {
    if (this.#running === undefined) this.#begin(text, attachments);
    else this.#record.setQueue([...this.#record.state.queue, { id: this.#newId(), text, attachments }]);
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
    const found = this.#record.state.queue.find((message) => message.id === id);
    if (found !== undefined) this.#record.setQueue(this.#record.state.queue.filter((message) => message !== found));
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
    const turn = this.#record.state.turns.at(-1);
    if (this.#running !== undefined || turn === undefined) return false;
    if (turn.isLocal === true) return this.#retryLocal(turn);
    const kept = turn.messages.at(-1)?.role === 'assistant' ? turn.messages.slice(0, -1) : turn.messages;
    this.#record.changeTurn(turn.id, { messages: kept });
    this.#record.tellTurn(turn.id, { kind: 'retract' });
    this.#run(turn.id);
    return true;
  }

  /** Says something else at an earlier place; what followed is forgotten, files stay as they are. */
  async edit(turn: string, text: string, attachments?: readonly Attachment[]): Promise<boolean> {
    const found = this.#record.state.turns.find(({ id }) => id === turn);
    if (found === undefined) return false;
    await this.stop();
    this.#record.dropFrom(turn);
    this.#begin(text, attachments ?? found.attachments);
    return true;
  }

  /** False where nobody waits for this answer: it was given before, or its turn is over. */
  decide(approval: string, decision: Decision): boolean {
    const isHeard = this.#approvals.decide(approval, decision);
    if (isHeard) this.#record.setActivity('working');
    return isHeard;
  }

  /** The tools of the phase are offered from the next message on. */
  setPhase(phase: Phase): void {
    this.#record.setPhase(phase);
  }

  setPlan(plan: string): void {
    this.#record.setPlan(plan);
  }

  rename(title: string): void {
    this.#record.setTitle(title);
  }

  get plan(): string {
    return this.#record.state.plan;
  }

  get phase(): Phase {
    return this.#record.state.phase;
  }

  /** Goes back to before the edits of a checkpoint, or to before the message that led to them, or both. */
  async restore(checkpoint: string, what: 'files' | 'chat' | 'both'): Promise<RestoreResult> {
    const index = this.#record.state.checkpoints.findIndex(({ id }) => id === checkpoint);
    const found = this.#record.state.checkpoints[index];
    if (found === undefined) return { ok: false, reason: 'This checkpoint is not there any more.', paths: [] };
    if (this.#running !== undefined) {
      return { ok: false, reason: 'The architect is at work. Stop it first, then restore.', paths: [] };
    }
    if (what !== 'chat') {
      const undone = this.#record.state.checkpoints.slice(index);
      const result = await restoreFiles(this.#options.ports.files, undone);
      if (!result.ok) return result;
      this.#record.setCheckpoints(this.#record.state.checkpoints.slice(0, index));
      if (what === 'files') this.#record.note(restoredNote(undone));
    }
    if (what !== 'files') this.#record.dropFrom(found.turn);
    return { ok: true };
  }

  /** Resolves when nothing is at work and nothing is queued that would be. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  snapshot(): ChatSnapshot {
    return this.#record.snapshot();
  }

  /** JSON; may be taken at any time, and gives back a conversation that goes on. */
  state(): ChatState {
    return this.#record.state;
  }

  /** What was applied in the turn stays known; otherwise the new answer takes its place. */
  #retryLocal({ id, text, attachments }: KeptTurn): boolean {
    if (this.#options.command?.(text) === undefined) return false;
    if (!this.#record.state.checkpoints.some(({ turn }) => turn === id)) this.#record.dropFrom(id);
    this.#begin(text, attachments);
    return true;
  }

  #begin(text: string, attachments: readonly Attachment[], given?: LocalOutput): void {
    const { clock } = this.#options.ports;
    const message = userMessage(text, attachments, this.#record.state.notes, clock);
    const isLocal = given !== undefined || this.#options.command?.(text) !== undefined;
    const turn: KeptTurn = {
      ...{ id: this.#newId(), at: clock.now(), text, attachments, events: [], messages: [message] },
      ...(isLocal ? { isLocal } : {}),
    };
    this.#record.startTurn(turn);
    if (this.#record.state.title === '') this.rename(titleOf(text));
    this.#run(turn.id, given);
  }

  #run(turn: string, given?: LocalOutput): void {
    const stopper = new AbortController();
    this.#stopper = stopper;
    this.#record.setActivity('working');
    this.#proposals.clear();
    this.#running = this.#work(turn, stopper.signal, given).then((stop) => {
      this.#running = undefined;
      this.#stopper = undefined;
      this.#record.setActivity('idle');
      const [next, ...rest] = this.#record.state.queue;
      // After a stop or a failure the user may not want it any more.
      if (next === undefined || stop === 'stopped' || stop === 'failed') return;
      this.#record.setQueue(rest);
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
      this.#record.tellTurn(id, { kind: 'failed', code, message });
      return this.#end(id, 'failed');
    }
  }

  #end(id: string, stop: TurnStop): TurnStop {
    this.#record.tellTurn(id, { kind: 'ended', stop });
    return stop;
  }

  /** What answers the message without a model; undefined when a model is to be asked, maybe with other words. */
  async #command(id: string, signal: AbortSignal): Promise<LocalOutput | 'stopped' | undefined> {
    const turn = this.#record.turn(id);
    const work = turn?.isLocal === true ? this.#options.command?.(turn.text) : undefined;
    if (turn === undefined || work === undefined) return undefined;
    const output = await unlessStopped(work(signal), signal);
    if (output === undefined) return 'stopped';
    if (output.kind !== 'prompt') return output;
    this.setPhase(output.phase);
    const messages = turn.messages.map((message) => withPrompt(message, output.prompt));
    this.#record.changeTurn(id, { messages, isLocal: false });
    return undefined;
  }

  async #answer(id: string, output: LocalOutput, signal: AbortSignal): Promise<TurnStop> {
    const { ports } = this.#options;
    const report = await answerLocally(output, this.#proposing(id, this.#record.state.phase, signal));
    const [question] = this.#record.turn(id)?.messages ?? [];
    if (question !== undefined) this.#record.changeTurn(id, { messages: localMessages(question, report, ports.clock) });
    return this.#end(id, signal.aborted ? 'stopped' : 'end');
  }

  async #ask(id: string, signal: AbortSignal): Promise<TurnStop> {
    const { tools, limits } = this.#options;
    const index = this.#record.state.turns.findIndex((turn) => turn.id === id);
    const earlier = this.#record.state.turns.slice(0, index).flatMap(({ messages }) => messages);
    const own = this.#record.state.turns[index]?.messages ?? [];
    const { phase, plan } = this.#record.state;
    const ready = await unlessStopped(this.#prepare(phase, plan), signal);
    if (ready === undefined) return this.#end(id, 'stopped');
    const { stop } = await runTurn({
      ...this.#proposing(id, phase, signal),
      ...{ ...ready, tools },
      history: [...earlier, ...own],
      limits: { ...defaultLimits, ...limits },
      record: (added: readonly Message[]) => this.#record.changeTurn(id, { messages: [...own, ...added] }),
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
      emit: (event) => this.#record.tellTurn(id, event),
      applied: (files, label) => {
        const checkpoint = { id: this.#newId(), turn: id, at: ports.clock.now(), label, files };
        this.#record.setCheckpoints([...this.#record.state.checkpoints, checkpoint]);
      },
    };
  }

  async #prepare(phase: Phase, plan: string): Promise<Pick<Turn, 'provider' | 'model' | 'system'>> {
    const { provider, model } = await this.#options.model();
    return { provider, model, system: await this.#options.system({ phase, plan, model }) };
  }

  #newId(): string {
    return this.#options.ports.clock.randomId();
  }
}

function titleOf(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length <= 60 ? line : `${line.slice(0, 59).trimEnd()}…`;
}

function restoredNote(undone: readonly Checkpoint[]): string {
  const paths = [...new Set(undone.flatMap(({ files }) => files.map(({ path }) => path)))].sort();
  return `(The user took back edits that were applied before. These files are as they were then: ${paths.join(', ')}.)`;
}
