import type { CallBlock } from '../conversation.ts';
import { canonical } from './canonical.ts';

/** Counts calls that are the same to the last letter, which a model makes when it is stuck. */
export class RepeatGuard {
  readonly #counts = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether this one is one too many. */
  isStuck({ tool, input }: CallBlock): boolean {
    const key = canonical([tool, input ?? null]);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count > this.#limit;
  }

  /** Something changed: the same call may have another answer now. */
  reset(): void {
    this.#counts.clear();
  }
}
