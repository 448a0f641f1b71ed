import { refuse } from './refusal.ts';

/** What the generator asks on the way. `prompt` is its own text, without the ` [Yn]` that the shell adds. */
export interface Question {
  readonly kind:
    | 'rename-column'
    | 'rename-column-to'
    | 'new-column-name'
    | 'rename-table'
    | 'rename-table-to'
    | 'new-table-name'
    | 'move-table'
    | 'drop-table';
  readonly prompt: string;
  /** With its schema in front where it has one. */
  readonly table: string;
  readonly from?: string;
  readonly to?: string;
  readonly options?: readonly string[];
}

export interface AnsweredQuestion extends Question {
  /** Undefined when nobody answered: the plan goes on as if the answer were no. */
  readonly answer: string | undefined;
}

/** Gives the answer to a question, or undefined when there is none. */
export type Answerer = (question: Question) => string | undefined;

/** Asks the generator's questions in its order and remembers them. */
export class Interview {
  readonly #answerer: Answerer;
  readonly asked: AnsweredQuestion[] = [];

  constructor(answerer: Answerer) {
    this.#answerer = answerer;
  }

  /** As Mix's shell has it: y, yes and nothing at all mean yes. */
  agrees(question: Question): boolean {
    const answer = this.#ask(question);
    return answer !== undefined && ['y', 'yes', ''].includes(answer.trim().toLowerCase());
  }

  /** One of the options; undefined when nobody answered. The generator gives up after three other answers. */
  choose(question: Question & { readonly options: readonly string[] }): string | undefined {
    for (let tries = 0; tries < 3; tries++) {
      const answer = this.#ask(question)?.trim();
      if (answer === undefined || question.options.includes(answer)) return answer;
    }
    const what = question.kind === 'new-table-name' ? 'table name' : 'name';
    return refuse(`Could not get matching ${what} after 3 attempts.`);
  }

  #ask(question: Question): string | undefined {
    const answer = this.#answerer(question);
    this.asked.push({ ...question, answer });
    return answer;
  }
}
