import type { Location, Span } from '../base/span.ts';
import { childrenNamed, findOption, type Declaration } from '../elixir/declaration.ts';
import { asString, isNil } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { placeIn } from './causes.ts';
import type { Known } from './snapshot.ts';
import { readNames } from './storage.ts';
import { unknown } from './unknown.ts';
import { readPairs } from './written.ts';

/** A value of a keyword option, and where it stands. */
export interface OptionPair {
  readonly value: Expr;
  readonly span: Span;
  readonly declaration: Declaration;
}

/** The options of a resource's `postgres` blocks, which count as one. */
export interface PostgresOptions {
  /** `migration_types name: :citext`, by attribute; empty where it is not written. */
  readonly pairs: (name: string) => Known<ReadonlyMap<string, OptionPair>>;
  /** `skip_unique_indexes [:name]`. */
  readonly names: (name: string) => Known<readonly string[]>;
  /** A text; null where it is not written. */
  readonly text: (name: string) => Known<string | null>;
  readonly placeOf: (name: string) => Location | undefined;
  /** Declarations of an entity in one of the block's sections. */
  readonly entities: (section: string, entity: string) => readonly Declaration[];
  /** An option of a section, such as `polymorphic_on_delete` of `references`. */
  readonly ofSection: (section: string, name: string) => Expr | undefined;
}

export function postgresOptions(blocks: readonly Declaration[]): PostgresOptions {
  const body = blocks.flatMap((block) => block.body);
  const last = (name: string): Declaration | undefined =>
    body.findLast((child) => child.name === name && child.args[0] !== undefined && !isNil(child.args[0]));
  const computed = (name: string): { readonly unknown: string } => unknown(`\`${name}\` is computed`);
  const sections = (name: string): Declaration[] => body.filter((child) => child.name === name);
  return {
    pairs: (name) => {
      const declaration = last(name);
      if (declaration === undefined) return new Map<string, OptionPair>();
      const value = declaration.args[0];
      const pairs = value === undefined ? undefined : readPairs(value);
      if (pairs === undefined || value?.kind !== 'list') return computed(name);
      return new Map([...pairs].map(([key, item]) => [key, { value: item, span: pairSpan(value, item), declaration }]));
    },
    names: (name) => {
      const value = last(name)?.args[0];
      return value === undefined ? [] : (readNames(value) ?? computed(name));
    },
    text: (name) => {
      const value = last(name)?.args[0];
      return value === undefined ? null : (asString(value) ?? computed(name));
    },
    placeOf: (name) => {
      const declaration = last(name);
      return declaration === undefined ? undefined : placeIn(declaration, declaration);
    },
    entities: (section, entity) => sections(section).flatMap((block) => childrenNamed(block, entity)),
    ofSection: (section, name) => {
      const block = sections(section).findLast((candidate) => findOption(candidate, name) !== undefined);
      return block === undefined ? undefined : findOption(block, name)?.value;
    },
  };
}

/** `name: value` in the list that holds the value. */
function pairSpan(list: Expr & { readonly kind: 'list' }, value: Expr): Span {
  return list.items.find((item) => item.kind === 'pair' && item.value === value) ?? value;
}
