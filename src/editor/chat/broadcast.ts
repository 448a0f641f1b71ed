import { deltasBetween } from '../../webviews/deltas-between.ts';
import type { ChatState } from '../../webviews/chat-state.ts';
import { protocolVersion, type HostMessage, type Unversioned } from '../../webviews/protocol.ts';

/** How long changes are gathered, in milliseconds: a view draws no faster, and a model writes many words in it. */
const gathering = 50;

/** The most deltas that one update may carry. */
const deltaLimit = 2_000;

/** Tells one view what it shows: a snapshot when it asks for one, and from then on what changes. */
export class Broadcast {
  readonly #read: () => ChatState;
  readonly #post: (message: HostMessage) => void;
  #seq = 0;
  #last: ChatState | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(read: () => ChatState, post: (message: HostMessage) => void) {
    this.#read = read;
    this.#post = post;
  }

  /** Whether the view has asked for a state, so that it takes messages. */
  get isAwake(): boolean {
    return this.#last !== undefined;
  }

  snapshot(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.#read();
    this.say({ kind: 'snapshot', seq: ++this.#seq, state: this.#last });
  }

  /** Something may be different; nothing is read before the next moment. */
  changed(): void {
    if (this.#last !== undefined) this.#timer ??= setTimeout(() => this.#update(), gathering);
  }

  /** What the view made different by itself is set back to what holds. */
  insist(values: Partial<ChatState>): void {
    if (this.#last !== undefined) this.say({ kind: 'update', seq: ++this.#seq, deltas: [{ kind: 'set', values }] });
  }

  say(message: Unversioned<HostMessage>): void {
    this.#post({ v: protocolVersion, ...message });
  }

  /** The view is gone until it asks again. */
  sleep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = undefined;
  }

  #update(): void {
    this.#timer = undefined;
    const before = this.#last;
    if (before === undefined) return;
    const state = this.#read();
    const deltas = deltasBetween(before, state);
    if (deltas.length > deltaLimit) return this.snapshot();
    this.#last = state;
    if (deltas.length > 0) this.say({ kind: 'update', seq: ++this.#seq, deltas });
  }
}
