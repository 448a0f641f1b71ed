import { childrenNamed, findOption, type Declaration, type Option } from '../../elixir/declaration.ts';
import { allOf, asAtom, asBoolean, asModule, asName, asWrappedList, isNil } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { ResourceDraft } from '../draft.ts';

/** The options of an extension's block: the default when one is not written, undefined when it is not literal. */
export interface BlockOptions {
  readonly name: <Unwritten extends string | undefined>(
    option: string,
    unwritten: Unwritten,
  ) => string | Unwritten | undefined;
  readonly boolean: (option: string, unwritten: boolean) => boolean | undefined;
  /** A name or a list of names. */
  readonly names: (option: string, unwritten: readonly string[]) => readonly string[] | undefined;
  readonly module: (option: string) => string | undefined;
  /** The expression as it is written. `nil` counts as unwritten. */
  readonly expr: (option: string) => Expr | undefined;
}

/** Reads options from several blocks of one name: the last one written counts. What is computed opens the resource. */
export function blockOptions(draft: ResourceDraft, blocks: readonly Declaration[]): BlockOptions {
  return optionsOf(blocks, (block, option) =>
    openAt(draft, block, option, `\`${option.name}\` of \`${block.name}\` is computed`),
  );
}

/** The same for options that decide no name, only facts that may well be undefined: nothing is opened. */
export function factOptions(blocks: readonly Declaration[]): BlockOptions {
  return optionsOf(blocks, () => undefined);
}

function optionsOf(
  blocks: readonly Declaration[],
  onComputed: (block: Declaration, option: Option) => void,
): BlockOptions {
  const read = <T, Unwritten>(
    name: string,
    unwritten: Unwritten,
    literal: (value: Expr) => T | undefined,
  ): T | Unwritten | undefined => {
    const found = find(blocks, name);
    if (found === undefined) return unwritten;
    const value = literal(found.option.value);
    if (value === undefined) onComputed(found.block, found.option);
    return value;
  };
  return {
    name: (option, unwritten) => read(option, unwritten, asName),
    boolean: (option, unwritten) => read(option, unwritten, asBoolean),
    names: (option, unwritten) => read(option, unwritten, (value) => allOf(asWrappedList(value), asAtom)),
    module: (option) => read(option, undefined, asModule),
    expr: (option) => find(blocks, option)?.option.value,
  };
}

/** All blocks at a path of sections: `blocksOf(draft, 'authentication', 'strategies')`. */
export function blocksOf(draft: ResourceDraft, section: string, ...inner: readonly string[]): readonly Declaration[] {
  return inner.reduce<readonly Declaration[]>(
    (blocks, name) => blocks.flatMap((block) => childrenNamed(block, name)),
    draft.sections.get(section) ?? [],
  );
}

/** Claims that something is missing end here. The place is the resource's own text, also for what a macro injected. */
export function openAt(
  draft: ResourceDraft,
  declaration: Declaration,
  place: Pick<Option, 'path' | 'start' | 'end'>,
  reason: string,
): void {
  const { path, start, end } = declaration.via?.use ?? place;
  draft.openBecause.push({ path, start, end, reason });
}

function find(
  blocks: readonly Declaration[],
  name: string,
): { readonly block: Declaration; readonly option: Option } | undefined {
  for (const block of blocks.toReversed()) {
    const option = findOption(block, name);
    if (option !== undefined) return isNil(option.value) ? undefined : { block, option };
  }
  return undefined;
}
