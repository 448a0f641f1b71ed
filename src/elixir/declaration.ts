import type { Location, Span } from '../base/span.ts';
import { asAtom, isKeywordList } from './literal.ts';
import type { Expr } from './syntax.ts';

/** One option of a declaration, however it was written. */
export interface Option extends Location {
  readonly name: string;
  readonly value: Expr;
  /** `name: value` among the arguments, or `name value` in the do-block. */
  readonly form: 'keyword' | 'block';
}

/** Where code comes from that a macro injected: the module that holds the macro, and the place that uses it. */
export interface Via {
  readonly module: string;
  readonly use: Location;
}

/**
 * A call of a declarative language such as Spark's, with names resolved and literals evaluated:
 * `attribute :x, :string, allow_nil?: false do … end`.
 * Its location is where its text stands; that is the macro's file when `via` is set.
 */
export interface Declaration extends Location {
  readonly name: string;
  readonly nameSpan: Span;
  /** Positional arguments; a sole keyword list is one. */
  readonly args: readonly Expr[];
  readonly keywords: readonly Option[];
  /** The declarations in the do-block. */
  readonly body: readonly Declaration[];
  readonly block: (Span & { readonly inline: boolean }) | undefined;
  readonly parens: boolean;
  /** The offset behind the last argument, or behind the name when there is none. */
  readonly argsEnd: number;
  readonly via: Via | undefined;
  /** It stands under a condition that only the compiler can decide. */
  readonly conditional: boolean;
}

/** The option `name`, from the keywords or from the do-block; the last one written counts. */
export function findOption(declaration: Declaration, name: string): Option | undefined {
  const child = declaration.body.findLast((candidate) => candidate.name === name && candidate.args[0] !== undefined);
  if (child?.args[0] !== undefined) {
    return { name, value: child.args[0], path: child.path, start: child.start, end: child.end, form: 'block' };
  }
  return declaration.keywords.findLast((option) => option.name === name);
}

export function optionValue(declaration: Declaration, name: string): Expr | undefined {
  return findOption(declaration, name)?.value;
}

/** All children of that name, in the order of the text. */
export function childrenNamed(declaration: Declaration, ...names: readonly string[]): Declaration[] {
  return declaration.body.filter((child) => names.includes(child.name));
}

/** Splits the arguments of a call: options in trailing keywords or in a literal list behind another argument. */
export function splitArguments(
  args: readonly Expr[],
  path: string,
): { readonly positional: readonly Expr[]; readonly keywords: readonly Option[] } {
  const last = args.at(-1);
  const isOptions = last?.kind === 'list' && isKeywordList(last) && (last.bare || args.length > 1);
  if (!isOptions) return { positional: args, keywords: [] };
  const keywords = last.items.flatMap((item): Option[] => {
    const name = item.kind === 'pair' ? asAtom(item.key) : undefined;
    if (item.kind !== 'pair' || name === undefined) return [];
    return [{ name, value: item.value, path, start: item.start, end: item.end, form: 'keyword' }];
  });
  return { positional: args.length === 1 ? args : args.slice(0, -1), keywords };
}
