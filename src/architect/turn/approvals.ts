import type { Decision } from '../change-set.ts';
import type { Clock } from '../ports.ts';

/** What somebody was asked, until they answer. */
export interface Asked {
  readonly id: string;
  readonly decision: Promise<Decision>;
}

interface Entry {
  /** The content itself, which a hash would only stand for. */
  readonly content: string;
  readonly resolve: (decision: Decision) => void;
  isDecided: boolean;
}

/** Questions whose answers hold once, and for exactly the content that was shown. */
export class Approvals {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `content` tells the tool, its input and all that would happen, as canonical JSON. */
  ask(content: string): Asked {
    const id = this.#clock.randomId();
    const decision = new Promise<Decision>((resolve) => {
      this.#entries.set(id, { content, resolve, isDecided: false });
    });
    return { id, decision };
  }

  /** False where nobody waits for it: an id that was never given out, was answered before, or whose turn is over. */
  decide(id: string, decision: Decision): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.isDecided) return false;
    entry.isDecided = true;
    entry.resolve(decision);
    return true;
  }

  /** Whether the answer holds for this content; asked just before it happens, and true only once. */
  redeem(id: string, content: string): boolean {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    return entry?.isDecided === true && entry.content === content;
  }

  withdraw(id: string): void {
    this.#entries.delete(id);
  }
}
