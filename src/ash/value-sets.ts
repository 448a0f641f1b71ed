import { asAtom, asString } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import type { Resource, Step } from './model.ts';

/** What a resource itself says about the values of one of its attributes. */

/** The literals that a validation of every create and update limits an attribute to; undefined when there is none. */
export function validatedLiterals(resource: Resource, attribute: string): readonly Expr[] | undefined {
  const always = resource.validations.filter(
    ({ where, on }) => where.length === 0 && on?.includes('create') === true && on.includes('update'),
  );
  return always.map((step) => limitOf(step, attribute)).find((items) => items !== undefined);
}

function limitOf({ value }: Step, attribute: string): readonly Expr[] | undefined {
  const isLimit = value?.kind === 'call' && ['one_of', 'attribute_in'].includes(value.name);
  if (!isLimit || asAtom(value.args[0]) !== attribute) return undefined;
  const list = value.args[1];
  return list?.kind === 'list' && list.items.every(isText) ? list.items : undefined;
}

/** All literals that the resource's own filters, calculations, policies and steps compare with an attribute or set it to. */
export function comparedValues(
  resource: Resource,
  attribute: string,
  read: (literal: Expr | undefined) => string | undefined,
): ReadonlySet<string> {
  const inner = expressionsOf(resource).flatMap((expr) => [...descendants(expr, isAboutThisRecord)]);
  return new Set(inner.flatMap((expr) => comparedIn(expr, attribute)).flatMap((value) => read(value) ?? []));
}

/** Whether the resource's own expressions only ask which value an attribute has, and compute nothing from it. */
export function isOnlyCompared(resource: Resource, attribute: string): boolean {
  const inner = expressionsOf(resource).flatMap((expr) => [...descendants(expr, isAboutThisRecord)]);
  const compared = new Set(inner.flatMap(operandsOf));
  return inner.every((expr) => !isField(expr, attribute) || compared.has(expr));
}

function operandsOf(expr: Expr): readonly Expr[] {
  if (expr.kind === 'call') return expr.name === 'is_nil' ? expr.args : [];
  return expr.kind === 'binary' && comparisons.has(expr.operator) ? [expr.left, expr.right] : [];
}

const comparisons = new Set(['==', '!=', 'in', 'not in']);

function expressionsOf(resource: Resource): Expr[] {
  const { actions, policies, identities } = resource;
  const steps = [
    ...resource.changes,
    ...resource.validations,
    ...resource.preparations,
    ...actions.flatMap((action) => action.steps),
  ];
  const calculations = resource.calculations.map(({ implementation }) => implementation);
  return [
    ...actions.flatMap((action) => action.filters),
    ...steps.flatMap((step) => [step.value, ...step.where]),
    ...calculations.map((implementation) => (implementation.kind === 'expression' ? implementation.expr : undefined)),
    ...policies.flatMap((policy) => [...policy.conditions, ...policy.checks.map(({ check }) => check)]),
    ...identities.map((identity) => identity.where),
    resource.baseFilter,
  ].filter((expr) => expr !== undefined);
}

/** Inside of `exists` and of functions, names mean something else. */
function isAboutThisRecord(expr: Expr): boolean {
  if (expr.kind === 'fn') return false;
  return !(expr.kind === 'call' && expr.receiver === undefined && ['exists', 'parent'].includes(expr.name));
}

const setters = new Set([
  'set_attribute',
  'set_new_attribute',
  'attribute_equals',
  'attribute_does_not_equal',
  'attribute_in',
  'one_of',
]);

function comparedIn(expr: Expr, attribute: string): readonly (Expr | undefined)[] {
  if (expr.kind === 'pair') return asAtom(expr.key) === attribute ? [expr.value] : [];
  if (expr.kind === 'call') {
    const isSet = setters.has(expr.name) && asAtom(expr.args[0]) === attribute;
    return isSet ? itemsOf(expr.args[1]) : [];
  }
  if (expr.kind !== 'binary' || !comparisons.has(expr.operator)) return [];
  if (isField(expr.left, attribute)) return itemsOf(expr.right);
  return isField(expr.right, attribute) ? itemsOf(expr.left) : [];
}

function isField(expr: Expr, attribute: string): boolean {
  return expr.kind === 'variable' && expr.name === attribute;
}

function itemsOf(expr: Expr | undefined): readonly (Expr | undefined)[] {
  return expr?.kind === 'list' ? expr.items : [expr];
}

function isText(expr: Expr): boolean {
  return asAtom(expr) !== undefined || asString(expr) !== undefined;
}
