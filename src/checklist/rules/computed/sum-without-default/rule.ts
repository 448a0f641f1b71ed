import { at } from '../../../../base/span.ts';
import type { Aggregate, Resource } from '../../../../ash/model.ts';
import { followPath } from '../../../../ash/relationship-path.ts';
import { isBuiltin, type TypeRef } from '../../../../ash/type-ref.ts';
import { findOption } from '../../../../elixir/declaration.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { valueOf } from '../../../../elixir/literal.ts';
import type { Call, Expr } from '../../../../elixir/syntax.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** SQL's SUM over no rows is NULL, and Ash keeps it: only `count` has a default of its own. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'hint',
  summary: 'A sum over no rows is nil, not 0.',
  messages: {
    aggregate:
      '`{sum}` is nil, not 0, for a record without {rows}, and so is everything that is calculated from it. Give it a `default` of zero, unless nil is meant.',
    inline:
      'The sum over `{path}` is nil, not 0, where there are no rows, and with it the whole calculation `{calculation}`. Give it a `default:` of zero, unless nil is meant.',
  },
  *check(resource, context) {
    for (const aggregate of resource.aggregates) {
      const { declaration } = aggregate;
      if (aggregate.kind !== 'sum' || declaration === undefined || findOption(declaration, 'default')) continue;
      yield {
        message: 'aggregate',
        data: { sum: aggregate.name, rows: rowsOf(aggregate) },
        at: at(declaration.path, declaration.args[0] ?? declaration),
        fixes: fixesOf(resource, aggregate, context),
      };
    }
    for (const { name, implementation, declaration } of resource.calculations) {
      if (implementation.kind !== 'expression' || declaration === undefined) continue;
      for (const { call, path } of decidingSums(implementation.expr, resource)) {
        yield {
          message: 'inline',
          data: { path, calculation: name },
          at: at(declaration.path, call.nameSpan),
        };
      }
    }
  },
});

function rowsOf({ path }: Aggregate): string {
  return path === undefined || path.length === 0 ? 'such rows' : `\`${path.join('.')}\``;
}

function fixesOf(resource: Resource, aggregate: Aggregate, context: RuleContext): Fix[] {
  const { declaration } = aggregate;
  const zero = zeroOf(typeOfField(resource, aggregate, context));
  if (declaration === undefined || zero === undefined || !isEditable(declaration, declaration.path)) return [];
  const edit = setOption(context.textOf(declaration.path), declaration, 'default', zero);
  return [{ title: `Set \`default: ${zero}\``, safe: false, edits: [{ path: declaration.path, edits: [edit] }] }];
}

function typeOfField(resource: Resource, aggregate: Aggregate, { project }: RuleContext): TypeRef | undefined {
  const destination = aggregate.path && followPath(resource, aggregate.path, project)?.at(-1)?.destination;
  const fields = [...(destination?.attributes ?? []), ...(destination?.calculations ?? [])];
  return fields.find((field) => field.name === aggregate.field)?.type;
}

function zeroOf(type: TypeRef | undefined): string | undefined {
  if (type === undefined) return undefined;
  if (isBuiltin(type, 'integer')) return '0';
  if (isBuiltin(type, 'float')) return '0.0';
  return isBuiltin(type, 'decimal') ? 'Decimal.new(0)' : undefined;
}

/** Sums whose nil makes the whole value nil: only arithmetic stands around them, no `||`, `if` or `is_nil`. */
function decidingSums(expr: Expr, resource: Resource): { readonly call: Call; readonly path: string }[] {
  if (expr.kind === 'binary' && ['+', '-', '*', '/'].includes(expr.operator)) {
    return [...decidingSums(expr.left, resource), ...decidingSums(expr.right, resource)];
  }
  if (expr.kind !== 'call' || expr.receiver !== undefined || expr.name !== 'sum') return [];
  const [over, options] = expr.args;
  const isRelationship = over?.kind === 'variable' && resource.relationships.some(({ name }) => name === over.name);
  const isInline = isRelationship && valueOf(options, 'field') !== undefined;
  return isInline && valueOf(options, 'default') === undefined ? [{ call: expr, path: over.name }] : [];
}
