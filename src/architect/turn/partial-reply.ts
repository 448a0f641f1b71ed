import type { Message, TextBlock } from '../conversation.ts';
import type { StreamEvent } from '../provider.ts';

/** What may be kept of a reply that never became whole: its text. Half calls and unsigned thinking are not. */
export class PartialReply {
  readonly #texts: string[] = [];
  #isInText = false;
  #isShown = false;

  add(event: StreamEvent): void {
    if (event.kind === 'alive') return;
    this.#isShown = true;
    if (event.kind === 'text' && this.#isInText) this.#texts.push((this.#texts.pop() ?? '') + event.text);
    else if (event.kind === 'text') this.#texts.push(event.text);
    this.#isInText = event.kind === 'text';
  }

  /** Whether somebody may have seen something of it. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** Undefined where there is no text. */
  get message(): Message | undefined {
    const blocks = this.#texts.filter((text) => text.trim() !== '').map((text): TextBlock => ({ kind: 'text', text }));
    return blocks.length === 0 ? undefined : { role: 'assistant', blocks };
  }
}
