import type { Answerer } from './question.ts';

/** A prompt and what is answered to it. */
export interface WrittenAnswer {
  readonly prompt: string;
  readonly answer: string;
}

/**
 * Lines `Q: …` and `A: …` in turn. A line without either belongs to the question that it follows; elsewhere it is a
 * remark, such as `(no prompts)`.
 */
export function parseAnswers(text: string): WrittenAnswer[] {
  const answers: WrittenAnswer[] = [];
  let prompt: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, letter, rest = ''] = /^\s*([QA]):\s?(.*)$/.exec(line) ?? [];
    if (letter === 'Q') prompt = rest;
    else if (letter === undefined && prompt !== undefined) prompt += `\n${line}`;
    else if (letter === 'A' && prompt !== undefined) {
      answers.push({ prompt: withoutHint(prompt), answer: rest.trim() });
      prompt = undefined;
    }
  }
  return answers;
}

/** The shell adds ` [Yn]` to what it asks. */
function withoutHint(prompt: string): string {
  return prompt.replace(/\s*\[Yn\]\s*$/, '').trim();
}

/** Answers that are each given once, to the first question with their prompt, or its first line, that comes. */
export class AnswerSheet {
  readonly #left: WrittenAnswer[];

  constructor(answers: readonly WrittenAnswer[]) {
    this.#left = [...answers];
  }

  readonly answerer: Answerer = ({ prompt }) => {
    const index = this.#left.findIndex((written) => isAbout(written, prompt));
    return index === -1 ? undefined : this.#left.splice(index, 1)[0]?.answer;
  };

  /** What nobody asked for. */
  get unused(): readonly WrittenAnswer[] {
    return this.#left;
  }
}

/** Of a prompt of several lines the first is enough; remarks may stand below one of a single line. */
function isAbout(written: WrittenAnswer, prompt: string): boolean {
  const firstOf = (text: string): string => text.split('\n', 1)[0]?.trim() ?? '';
  if (written.prompt === prompt || written.prompt === firstOf(prompt)) return true;
  return !prompt.includes('\n') && withoutHint(firstOf(written.prompt)) === prompt;
}
