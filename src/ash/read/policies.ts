import type { Declaration } from '../../elixir/declaration.ts';
import { asWrappedList } from '../../elixir/literal.ts';
import type { Policy } from '../model.ts';
import { exprOption } from './options.ts';

const policyNames = new Set(['policy', 'bypass', 'field_policy', 'field_policy_bypass']);

/** Reads the policies of a `policies` or `field_policies` block, those in groups with the group's condition too. */
export function readPolicies(declarations: readonly Declaration[]): Policy[] {
  return declarations.flatMap((declaration): Policy[] => {
    if (declaration.name === 'policy_group') {
      const shared = asWrappedList(declaration.args[0]);
      return readPolicies(declaration.body).map((policy) => ({
        ...policy,
        conditions: [...shared, ...policy.conditions],
      }));
    }
    return policyNames.has(declaration.name) ? [readPolicy(declaration)] : [];
  });
}

function readPolicy(declaration: Declaration): Policy {
  const isField = declaration.name.startsWith('field_policy');
  const condition = declaration.args[isField ? 1 : 0] ?? exprOption(declaration, 'condition');
  return {
    kind: declaration.name as Policy['kind'],
    conditions: asWrappedList(condition),
    checks: declaration.body
      .filter((child) => /^(authorize|forbid)_(if|unless)$/.test(child.name))
      .map((child) => ({ kind: child.name, check: child.args[0] })),
    declaration,
  };
}
