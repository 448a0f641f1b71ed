import { printKey } from './primary-key-question.ts';
import type { Answerer, Question } from './question.ts';

/** What somebody decided beforehand, in the words of the command line. Tables of a schema are `schema.table`. */
export type Decision =
  | { readonly kind: 'rename-column'; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: 'keep-column-name'; readonly table: string; readonly from: string }
  | { readonly kind: 'rename-table'; readonly from: string; readonly to: string }
  | { readonly kind: 'drop-table' | 'keep-table'; readonly table: string }
  | { readonly kind: 'primary-key'; readonly table: string; readonly columns: readonly string[] };

/** Answers questions by decisions, and remembers which of them were asked for. */
export class Decisions {
  readonly #decisions: readonly Decision[];
  readonly #used = new Set<Decision>();

  constructor(decisions: readonly Decision[]) {
    this.#decisions = decisions;
  }

  get unused(): readonly Decision[] {
    return this.#decisions.filter((decision) => !this.#used.has(decision));
  }

  readonly answerer: Answerer = (question) => {
    for (const decision of this.#decisions) {
      const answer = answerBy(decision, question);
      if (answer === undefined) continue;
      this.#used.add(decision);
      return answer;
    }
    return undefined;
  };
}

/** A decision that speaks of the table or column that a question is about answers it, be it with no. */
function answerBy(decision: Decision, { kind, table, from, to, options }: Question): string | undefined {
  switch (kind) {
    case 'rename-column-to':
    case 'rename-column':
    case 'new-column-name': {
      if (decision.kind !== 'rename-column' && decision.kind !== 'keep-column-name') return undefined;
      if (decision.table !== table || decision.from !== from) return undefined;
      if (decision.kind === 'keep-column-name') return kind === 'new-column-name' ? undefined : 'n';
      if (kind === 'new-column-name') return options?.includes(decision.to) === true ? decision.to : undefined;
      return kind === 'rename-column' || decision.to === to ? 'y' : 'n';
    }
    case 'primary-key': {
      if (decision.kind !== 'primary-key' || decision.table !== table) return undefined;
      const place = options?.indexOf(printKey(decision.columns.toSorted())) ?? -1;
      return place === -1 ? undefined : String(place);
    }
    case 'drop-table':
      if (decision.kind !== 'drop-table' && decision.kind !== 'keep-table') return undefined;
      return decision.table === table ? (decision.kind === 'drop-table' ? 'y' : 'n') : undefined;
    case 'rename-table-to':
    case 'rename-table':
    case 'new-table-name':
    case 'move-table':
      return aboutTable(decision, { kind, table, to, options });
  }
}

/** Who wants a table to be dropped, or kept, does not want it to be renamed. */
function aboutTable(
  decision: Decision,
  { kind, table, to, options }: { readonly [Key in 'kind' | 'table' | 'to' | 'options']: Question[Key] | undefined },
): string | undefined {
  if (decision.kind === 'drop-table' || decision.kind === 'keep-table')
    return decision.table === table && kind !== 'new-table-name' ? 'n' : undefined;
  if (decision.kind !== 'rename-table' || decision.from !== table) return undefined;
  if (kind === 'rename-table') return 'y';
  if (kind !== 'new-table-name') return decision.to === to ? 'y' : 'n';
  // The prompt leaves out the schema, which is the same for all candidates.
  return options?.find((option) => option === decision.to || decision.to.endsWith(`.${option}`));
}
