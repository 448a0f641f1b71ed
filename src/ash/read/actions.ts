import { childrenNamed, findOption, optionValue, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asWrappedList } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Action, ActionType, Argument } from '../model.ts';
import type { Settings } from '../settings.ts';
import { booleanOption, expressionsNamed, exprOption, firstName, nameOption, namesOption } from './options.ts';
import { readStep } from './steps.ts';
import { readType } from './type.ts';

/** What is accepted, before `:*` and the resource's default are known. */
export type WrittenAccept =
  | { readonly kind: 'none' }
  | { readonly kind: 'computed' }
  | { readonly kind: 'list'; readonly names: readonly string[]; readonly wildcard: boolean };

/** An action as written; `accept` is completed by `completeActions`. */
export interface WrittenAction {
  readonly action: Action;
  readonly accept: WrittenAccept;
}

const types = new Set<string>(['create', 'read', 'update', 'destroy', 'action']);

export function isActionType(name: string): name is ActionType {
  return types.has(name);
}

/** Reads a `create`, `read`, `update`, `destroy` or `action` block. */
export function readAction(declaration: Declaration, settings: Settings): WrittenAction | undefined {
  const name = firstName(declaration);
  if (name === undefined || !isActionType(declaration.name)) return undefined;
  const type = declaration.name;
  const accept = readAccept(optionValue(declaration, 'accept'));
  const action: Action = {
    name,
    type,
    origin: { kind: 'declared' },
    declaration,
    primary: booleanOption(declaration, 'primary?', false),
    accept: undefined,
    acceptWritten: accept.kind === 'list' && accept.wildcard ? 'wildcard' : accept.kind === 'none' ? 'none' : 'list',
    arguments: readArguments(declaration, settings),
    steps: declaration.body.map(readStep).filter((step) => step !== undefined),
    filters: expressionsNamed(declaration, 'filter'),
    requireAtomic: booleanOption(declaration, 'require_atomic?', true),
    upsert: booleanOption(declaration, 'upsert?', false),
    upsertIdentity: nameOption(declaration, 'upsert_identity', undefined),
    soft: booleanOption(declaration, 'soft?', false),
    get: booleanOption(declaration, 'get?', false),
    getBy: namesOption(declaration, 'get_by', []),
    pagination: childrenNamed(declaration, 'pagination')[0] ?? exprOption(declaration, 'pagination'),
    manual: exprOption(declaration, 'manual') !== undefined,
    public: booleanOption(declaration, 'public?', true),
    returns: type === 'action' ? returns(declaration, settings) : undefined,
  };
  return { action, accept };
}

/** The actions of `defaults [:read, :destroy, create: :*]`; undefined when the list is computed. */
export function readDefaults(
  value: Expr | undefined,
  declaration: Declaration,
  settings: Settings,
): WrittenAction[] | undefined {
  return allOf(asWrappedList(value), (item) => {
    const type = item.kind === 'pair' ? asAtom(item.key) : item.kind === 'tuple' ? asAtom(item.items[0]) : asAtom(item);
    if (type === undefined || !isActionType(type)) return undefined;
    const written = item.kind === 'pair' ? item.value : item.kind === 'tuple' ? item.items[1] : undefined;
    return defaultAction(type, readAccept(written), declaration, settings);
  });
}

export function defaultAction(
  type: ActionType,
  accept: WrittenAccept,
  declaration: Declaration | undefined,
  settings: Settings,
): WrittenAction {
  const action: Action = {
    name: type,
    type,
    origin: { kind: 'generated', by: 'defaults' },
    declaration,
    primary: true,
    accept: undefined,
    acceptWritten: accept.kind === 'list' && accept.wildcard ? 'wildcard' : accept.kind === 'none' ? 'none' : 'list',
    arguments: [],
    steps: [],
    filters: [],
    requireAtomic: settings.defaultActionsRequireAtomic,
    upsert: false,
    upsertIdentity: undefined,
    soft: false,
    get: false,
    getBy: [],
    pagination: undefined,
    manual: false,
    public: true,
    returns: undefined,
  };
  return { action, accept };
}

export function readAccept(value: Expr | undefined): WrittenAccept {
  if (value === undefined) return { kind: 'none' };
  const names = allOf(asWrappedList(value), asAtom);
  if (names === undefined) return { kind: 'computed' };
  return { kind: 'list', names: names.filter((name) => name !== '*'), wildcard: names.includes('*') };
}

export function readArguments(declaration: Declaration, settings: Settings): Argument[] {
  return childrenNamed(declaration, 'argument').flatMap((child) => {
    const argument = readArgument(child, settings);
    return argument === undefined ? [] : [argument];
  });
}

function readArgument(declaration: Declaration, settings: Settings): Argument | undefined {
  const name = firstName(declaration);
  if (name === undefined) return undefined;
  return {
    name,
    origin: { kind: 'declared' },
    declaration,
    type: readType(declaration.args[1] ?? exprOption(declaration, 'type'), settings),
    constraints: exprOption(declaration, 'constraints'),
    allowNil: booleanOption(declaration, 'allow_nil?', true),
    public: booleanOption(declaration, 'public?', true),
    sensitive: booleanOption(declaration, 'sensitive?', false),
    default: exprOption(declaration, 'default'),
  };
}

function returns(declaration: Declaration, settings: Settings): ReturnType<typeof readType> | undefined {
  const written = declaration.args[1] ?? findOption(declaration, 'returns')?.value;
  return written === undefined || written.kind === 'list' ? undefined : readType(written, settings);
}
