import { refuse } from './refusal.ts';

/** What the generator asks on the way. `prompt` is its own text, without the ` [Yn]` that the shell adds. */
export interface Question {
  readonly kind:
    | 'primary-key'
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
  /** What there is to choose from; of a `primary-key`, it is chosen by its place in this list. */
  readonly options?: readonly string[];
}

export interface AnsweredQuestion extends Question {
  /** Undefined when nobody answered: the plan goes on as if the answer were no, or 0 where a number is asked for. */
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

  /** A place in the list of options; undefined when nobody answered. Places count from the end as well. */
  chooseNumber(question: Question & { readonly options: readonly string[] }): number | undefined {
    const answer = this.#ask(question)?.trim();
    if (answer === undefined) return undefined;
    if (!/^[+-]?\d+$/.test(answer))
      return refuse(`The number of a primary key of \`${question.table}\` is asked for, and \`${answer}\` is none.`);
    const { length } = question.options;
    const index = Number(answer) < 0 ? length + Number(answer) : Number(answer);
    return index in question.options
      ? index
      : refuse(`\`${answer}\` is the number of no primary key of \`${question.table}\`: there are ${length}, from 0.`);
  }

  #ask(question: Question): string | undefined {
    const answer = this.#answerer(question);
    this.asked.push({ ...question, answer });
    return answer;
  }
}
