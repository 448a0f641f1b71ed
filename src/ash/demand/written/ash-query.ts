import { asAtom, asModule } from '../../../elixir/literal.ts';
import { unpipe } from '../../../elixir/pipes.ts';
import type { Call, Expr } from '../../../elixir/syntax.ts';
import { insideExpr } from '../../read/options.ts';
import type { Resource } from '../../model.ts';
import { conditionOf } from '../conditions.ts';
import type { DemandFacts } from '../facts.ts';
import type { Operand } from '../operand.ts';
import { partsOfRead, readActionOf, type Filter } from '../read-filters.ts';
import { limitOf, selectFrom, type MadeQuery } from '../select.ts';
import { untold } from '../untold.ts';
import { findNamed } from './find-named.ts';

/** A filter alone, for a read by the resource's primary action: `status == :open and author.name == ^arg(:name)`. */
export function filterToSql(facts: DemandFacts, resource: Resource, filter: Expr): MadeQuery {
  const { filters } = partsOfRead(resource, readActionOf(resource, undefined));
  const own: Filter = (scope) => conditionOf(insideExpr(filter), scope);
  return selectFrom(facts, { resource, argumentOf: given, filters: [...filters, own] });
}

function given(): Operand {
  return { kind: 'given', type: undefined };
}

/** Calls that change neither which rows are read nor their order. */
const harmless = new Set(
  'new load select ensure_selected set_tenant set_context set_argument set_arguments'.split(' '),
);
const runs = new Set('read read! read_one read_one! stream! read_first read_first!'.split(' '));

/** `Post |> Ash.Query.filter(…) |> Ash.Query.sort(…) |> Ash.read!()` */
export function ashQueryToSql(facts: DemandFacts, expr: Expr): MadeQuery {
  const calls: Call[] = [];
  let root = unpipe(expr);
  while (root.kind === 'call' && root.args[0] !== undefined) {
    calls.unshift(root);
    root = unpipe(root.args[0]);
  }
  const module = asModule(root);
  if (module === undefined) return untold('the query does not start from a resource');
  const resource = findNamed(facts.project, module);
  const written = { filters: [] as Expr[], sorts: [] as Expr[], limit: undefined as Expr | undefined, isPaged: false };
  let action: string | undefined;
  for (const { receiver, name, args } of calls) {
    const [, value] = args;
    const owner = asModule(receiver);
    if (owner === 'Ash' && runs.has(name)) continue;
    if (owner !== 'Ash.Query')
      return untold(`\`${owner === undefined ? '' : `${owner}.`}${name}\` is no function of \`Ash.Query\``);
    if (harmless.has(name)) continue;
    if (value === undefined) return untold(`\`Ash.Query.${name}\` has no argument`);
    switch (name) {
      case 'filter':
        written.filters.push(value);
        break;
      case 'sort':
        written.sorts.push(value);
        break;
      case 'limit':
        written.limit = value;
        break;
      case 'for_read':
        action = asAtom(value) ?? untold('the action of `Ash.Query.for_read` is computed');
        break;
      default:
        return untold(`\`Ash.Query.${name}\` is not understood here`);
    }
  }
  const read = readActionOf(resource, action);
  if (action !== undefined && read === undefined)
    return untold(`\`${action}\` is no read action of \`${resource.module}\``);
  const parts = partsOfRead(resource, read);
  return selectFrom(facts, {
    resource,
    argumentOf: given,
    filters: [
      ...parts.filters,
      ...written.filters.map(
        (filter): Filter =>
          (scope) =>
            conditionOf(insideExpr(filter), scope),
      ),
    ],
    sorts: [...parts.sorts, ...written.sorts],
    limit: limitOf(written.limit ?? parts.limit),
  });
}
