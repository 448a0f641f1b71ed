/** Values that are handed over in order to a single reader, who may come later. */
export class Channel<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #wake: () => void = () => undefined;
  #end: { readonly error: unknown } | 'closed' | undefined;

  push(value: T): void {
    this.#waiting.push(value);
    this.#wake();
  }

  close(): void {
    this.#end ??= 'closed';
    this.#wake();
  }

  /** The reader gets what was pushed before, then the error. */
  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      for (let value = this.#waiting.shift(); value !== undefined; value = this.#waiting.shift()) yield value;
      if (this.#end === 'closed') return;
      if (this.#end !== undefined) throw this.#end.error;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
