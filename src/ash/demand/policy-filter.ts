import { asAtom, asAtoms, asModule, asWrappedList } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { insideExpr } from '../read/options.ts';
import type { Action, Policy, Resource } from '../model.ts';
import { all, any, knownCondition, negated, ofCaller, type Condition } from './condition.ts';
import { conditionOf, optional } from './conditions.ts';
import { compared } from './comparisons.ts';
import { existsOn } from './exists.ts';
import { destinationOf, joinAlong, relationshipOf } from './joins.ts';
import { fieldOf } from './operands.ts';
import type { Scope } from './scope.ts';
import { untold } from './untold.ts';

/**
 * What the policies of a resource add to a read, for an actor for whom the rows decide. Administrators and the like read
 * by other filters, most often by none.
 */
export function policyCondition(resource: Resource, action: Action, scope: Scope): Condition {
  const policies = resource.policies.filter(({ kind }) => kind === 'policy' || kind === 'bypass');
  return policies.reduceRight((rest: Condition, policy): Condition => {
    const applies = all(policy.conditions.map((expr) => checkCondition(expr, action, optional(scope))));
    if (applies.known === false) return rest;
    const inner = applies.known === true && policy.kind === 'policy' ? scope : optional(scope);
    const passes = passed(policy, action, inner);
    if (policy.kind === 'bypass') return any([all([applies, passes]), rest]);
    return all([applies.known === true ? passes : any([negated(applies), passes]), rest]);
  }, knownCondition(true));
}

/** The first check that says something decides; where none does, nobody passes. */
function passed({ checks }: Policy, action: Action, scope: Scope): Condition {
  return checks.reduceRight((rest: Condition, { kind, check }): Condition => {
    if (check === undefined) return untold('a check of a policy cannot be read');
    const isOnly = rest.known === false;
    const asked = checkCondition(check, action, isOnly ? scope : optional(scope));
    switch (kind) {
      case 'authorize_if':
        return any([asked, rest]);
      case 'authorize_unless':
        return any([negated(asked), rest]);
      case 'forbid_if':
        return all([negated(asked), rest]);
      default:
        return all([asked, rest]);
    }
  }, knownCondition(false));
}

/** Checks that ask about the actor, the action or the request, and not about rows. */
const ofCallerChecks = new Set(
  (
    'actor_attribute_equals context_equals loading selecting changing_attributes changing_relationship ' +
    'changing_relationships relating_to_actor accessing_from matches filtering_on just_created_with_action resource'
  ).split(' '),
);

function checkCondition(check: Expr, action: Action, scope: Scope): Condition {
  if (check.kind === 'list') return all(check.items.map((item) => checkCondition(item, action, scope)));
  if (asModule(check) !== undefined || check.kind === 'tuple')
    return untold(
      `the check \`${asModule(check) ?? asModule(check.kind === 'tuple' ? check.items[0] : undefined) ?? '…'}\` is code`,
    );
  if (check.kind === 'atom') return conditionOf(check, scope);
  if (check.kind !== 'call') return untold('a check of a policy is computed');
  const [first] = check.args;
  const names = asAtoms(first);
  switch (check.name) {
    case 'expr':
      return conditionOf(insideExpr(check), scope);
    case 'always':
    case 'actor_present':
      return knownCondition(true);
    case 'never':
    case 'actor_absent':
      return knownCondition(false);
    case 'action_type':
      return knownCondition(names?.includes('read') === true);
    case 'action':
      return knownCondition(names?.includes(action.name) === true);
    case 'relates_to_actor_via':
      return relatesToActor(first, check.args[1], scope);
  }
  return ofCallerChecks.has(check.name) ? ofCaller : untold(`the check \`${check.name}\` is not known`);
}

/** `relates_to_actor_via(:owner)`: the key of what it leads to is that of the actor. */
function relatesToActor(path: Expr | undefined, options: Expr | undefined, scope: Scope): Condition {
  if (options !== undefined) return untold('`relates_to_actor_via` names a field of the actor');
  const names = asWrappedList(path).map(
    (item) => asAtom(item) ?? untold('the path of `relates_to_actor_via` is computed'),
  );
  const isMany = leadsToMany(names, scope);
  if (isMany) return existsOn(names, isActor, scope);
  return isActor(joinAlong(scope, names));
}

function leadsToMany(names: readonly string[], scope: Scope): boolean {
  let { resource } = scope;
  for (const name of names) {
    const relationship = relationshipOf(resource, name);
    if (relationship.kind === 'has_many' || relationship.kind === 'many_to_many') return true;
    resource = destinationOf({ query: scope.query, resource }, relationship);
  }
  return false;
}

function isActor(scope: Scope): Condition {
  const { primaryKey } = scope.resource;
  if (primaryKey.length === 0) return untold(`\`${scope.resource.module}\` has no primary key`);
  return all(primaryKey.map((key) => compared('=', fieldOf(key, scope), { kind: 'given', type: undefined }, scope)));
}
