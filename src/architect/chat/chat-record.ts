import type { Activity, ChatChange, ChatEvent, ChatSnapshot, QueuedMessage } from './chat-event.ts';
import { addTurnEvent } from './add-turn-event.ts';
import type { ChatState, KeptTurn } from './chat-state.ts';
import { showCheckpoint, type Checkpoint } from './checkpoint.ts';
import { addUsage, noUsage } from './usage-totals.ts';
import type { Phase } from '../tool.ts';
import type { TurnEvent } from '../turn-event.ts';

/** What is known of a conversation. Every change of it is told as an event, in the order of the changes. */
export class ChatRecord {
  readonly #onEvent: (event: ChatEvent) => void;
  #state: ChatState;
  #seq = 0;
  #activity: Activity = 'idle';

  constructor(state: ChatState, onEvent: (event: ChatEvent) => void) {
    this.#state = state;
    this.#onEvent = onEvent;
  }

  get state(): ChatState {
    return this.#state;
  }

  snapshot(): ChatSnapshot {
    const { id, title, phase, plan, turns, queue, checkpoints, usage } = this.#state;
    return {
      ...{ seq: this.#seq, id, title, phase, plan, activity: this.#activity, queue, usage },
      turns: turns.map(({ messages: _, ...shown }) => shown),
      checkpoints: checkpoints.map(showCheckpoint),
    };
  }

  turn(id: string): KeptTurn | undefined {
    return this.#state.turns.find((turn) => turn.id === id);
  }

  /** What was noted for the next message counts as said. */
  startTurn(turn: KeptTurn): void {
    this.#state = { ...this.#state, turns: [...this.#state.turns, turn], notes: [] };
    const { messages: _, ...shown } = turn;
    this.#tell({ kind: 'turn-started', turn: shown });
  }

  changeTurn(turn: string, change: Partial<KeptTurn>): void {
    const turns = this.#state.turns.map((other) => (other.id === turn ? { ...other, ...change } : other));
    this.#state = { ...this.#state, turns };
  }

  tellTurn(turn: string, event: TurnEvent): void {
    this.changeTurn(turn, { events: addTurnEvent(this.turn(turn)?.events ?? [], event) });
    // Told before the question, since the answer may come at once.
    if (event.kind === 'approve-edits' || event.kind === 'approve-run') this.setActivity('waiting');
    this.#tell({ kind: 'turn-event', turn, event });
    if (event.kind !== 'usage') return;
    const usage = addUsage(this.#state.usage, event.usage);
    this.#state = { ...this.#state, usage };
    this.#tell({ kind: 'usage', usage });
  }

  dropFrom(turn: string): void {
    const index = this.#state.turns.findIndex(({ id }) => id === turn);
    if (index === -1) return;
    this.#state = { ...this.#state, turns: this.#state.turns.slice(0, index) };
    this.#tell({ kind: 'turns-dropped', from: turn });
  }

  setPhase(phase: Phase): void {
    this.#state = { ...this.#state, phase };
    this.#tell({ kind: 'phase', phase });
  }

  setPlan(plan: string): void {
    this.#state = { ...this.#state, plan };
    this.#tell({ kind: 'plan', plan });
  }

  setTitle(title: string): void {
    this.#state = { ...this.#state, title };
    this.#tell({ kind: 'title', title });
  }

  setQueue(queue: readonly QueuedMessage[]): void {
    this.#state = { ...this.#state, queue };
    this.#tell({ kind: 'queue', queue });
  }

  setCheckpoints(checkpoints: readonly Checkpoint[]): void {
    this.#state = { ...this.#state, checkpoints };
    this.#tell({ kind: 'checkpoints', checkpoints: checkpoints.map(showCheckpoint) });
  }

  setActivity(activity: Activity): void {
    if (this.#activity === activity) return;
    this.#activity = activity;
    this.#tell({ kind: 'activity', activity });
  }

  /** Goes to the model with the next message. */
  note(note: string): void {
    this.#state = { ...this.#state, notes: [...this.#state.notes, note] };
  }

  #tell(change: ChatChange): void {
    const event: ChatEvent = { seq: ++this.#seq, ...change };
    this.#onEvent(event);
  }
}

export function newState(id: string): ChatState {
  const nothing = { turns: [], queue: [], checkpoints: [], notes: [] };
  return { version: 1, id, title: '', phase: 'free', plan: '', ...nothing, usage: noUsage };
}
