import { asAtom } from '../../../elixir/literal.ts';
import type { Declaration } from '../../../elixir/declaration.ts';
import type { ResourceDraft } from '../../draft.ts';
import type { ActionType, Action, Argument } from '../../model.ts';
import type { TypeRef } from '../../type-ref.ts';
import { addNew } from '../add-new.ts';
import { blockOptions, openAt, type BlockOptions } from '../block-options.ts';
import { createGenerator, type Generator } from '../generator.ts';

export const authenticationSource = 'ash_authentication 5.0.0-rc.12';

/** A strategy or add-on as it is written in the `authentication` block. */
export interface Strategy {
  readonly draft: ResourceDraft;
  readonly declaration: Declaration;
  readonly name: string;
  readonly options: BlockOptions;
  readonly make: Generator;
}

/** Adds what a strategy adds to the resource. */
export type ApplyStrategy = (strategy: Strategy) => void;

/** Reads `password :name do … end`; a name that is computed opens the resource. */
export function readStrategy(draft: ResourceDraft, declaration: Declaration, unwritten: string): Strategy | undefined {
  const [first] = declaration.args;
  const isName = first !== undefined && first.kind !== 'list';
  const name = isName ? asAtom(first) : unwritten;
  if (name === undefined) {
    openAt(draft, declaration, declaration, `the name of a \`${declaration.name}\` strategy is computed`);
    return undefined;
  }
  return {
    draft,
    declaration,
    name,
    options: blockOptions(draft, [declaration]),
    make: createGenerator(draft, 'AshAuthentication', declaration),
  };
}

/** Adds an action unless it exists or its name is computed. */
export function addAction(
  { draft, make }: Pick<Strategy, 'draft' | 'make'>,
  type: ActionType,
  name: string | undefined,
  facts: Partial<Omit<Action, 'name' | 'type' | 'origin' | 'declaration'>> = {},
): void {
  if (name !== undefined) addNew(draft.actions, make.action(type, name, facts));
}

/** An argument with the type of the attribute that it stands for. */
export function attributeArgument({ draft, make }: Strategy, name: string | undefined): Argument[] {
  return name === undefined ? [] : [make.argument(name, attributeType(draft, name), { allowNil: false })];
}

/** A required argument; none when its name is computed. */
export function requiredArgument(
  { make }: Pick<Strategy, 'make'>,
  name: string | undefined,
  type: string | TypeRef,
  facts: Partial<Pick<Argument, 'sensitive' | 'constraints' | 'public'>> = {},
): Argument[] {
  return name === undefined ? [] : [make.argument(name, type, { allowNil: false, ...facts })];
}

/** `get_by_email`, by which password resets, magic links and one-time passwords find their user. */
export function addLookup(strategy: Strategy, name: string | undefined, identity: string | undefined): void {
  addAction(strategy, 'read', name, {
    arguments: attributeArgument(strategy, identity),
    get: true,
    getBy: identity === undefined ? undefined : [identity],
  });
}

/** The identity that an upsert on that field alone uses. */
export function identityOn(draft: ResourceDraft, field: string | undefined): string | undefined {
  return draft.identities.find((identity) => identity.keys?.length === 1 && identity.keys[0] === field)?.name;
}

function attributeType(draft: ResourceDraft, name: string): TypeRef {
  return draft.attributes.find((attribute) => attribute.name === name)?.type ?? { kind: 'unknown' };
}
