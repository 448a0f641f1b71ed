import type { ChatState } from '../../webviews/chat-state.ts';
import type { HostMessage, Unversioned } from '../../webviews/protocol.ts';
import { Broadcast } from './broadcast.ts';

export type Say = (message: Unversioned<HostMessage>) => void;

/** The pages that show the panel: one as a rule, none while it is hidden. */
export class Connections {
  readonly #read: () => ChatState;
  readonly #broadcasts = new Set<Broadcast>();
  /** What is to be said as soon as somebody listens. */
  #waiting: Unversioned<HostMessage>[] = [];

  constructor(read: () => ChatState) {
    this.#read = read;
  }

  add(post: (message: HostMessage) => void): Broadcast {
    const broadcast = new Broadcast(this.#read, post);
    this.#broadcasts.add(broadcast);
    return broadcast;
  }

  remove(broadcast: Broadcast): void {
    broadcast.sleep();
    this.#broadcasts.delete(broadcast);
  }

  /** Answers a page that knows nothing, or has lost its place. */
  welcome(broadcast: Broadcast): void {
    broadcast.snapshot();
    for (const message of this.#waiting.splice(0)) broadcast.say(message);
  }

  changed(): void {
    for (const broadcast of this.#broadcasts) broadcast.changed();
  }

  /** What a page made different by itself is set back to what holds. */
  insist(values: Partial<ChatState>): void {
    for (const broadcast of this.#broadcasts) broadcast.insist(values);
  }

  /** To the page that listens, or to the next one. */
  say(message: Unversioned<HostMessage>): void {
    const listening = [...this.#broadcasts].filter(({ isAwake }) => isAwake);
    if (listening.length === 0) this.#waiting.push(message);
    for (const broadcast of listening) broadcast.say(message);
  }
}
