/** What a program printed: its beginning and its end, should the whole be too long. */
export class KeptOutput {
  readonly #limit: number;
  #head = '';
  #tail = '';
  #dropped = 0;

  /** `limit` is in characters, for the beginning and for the end each. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(text: string): void {
    const room = this.#limit - this.#head.length;
    this.#head += text.slice(0, room);
    this.#tail += text.slice(room);
    const excess = this.#tail.length - this.#limit;
    if (excess <= 0) return;
    this.#tail = this.#tail.slice(excess);
    this.#dropped += excess;
  }

  get isCut(): boolean {
    return this.#dropped > 0;
  }

  get text(): string {
    const gap = this.isCut ? `\n… ${this.#dropped} characters left out …\n` : '';
    return this.#head + gap + this.#tail;
  }
}
