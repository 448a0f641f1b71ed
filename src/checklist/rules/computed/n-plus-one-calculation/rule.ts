import { at, type Span } from '../../../../base/span.ts';
import { callsIn, type FlowCall } from '../../../../ash/flow.ts';
import { queryCallee } from '../../../../ash/queries.ts';
import type { Chain, Loop } from '../../../../ash/origin.ts';
import type { Meaning } from '../../../../ash/project.ts';
import type { FunctionClause } from '../../../../elixir/modules.ts';
import { asModule } from '../../../../elixir/literal.ts';
import { simplify } from '../../../../elixir/simplify.ts';
import type { Call, Clause, Expr } from '../../../../elixir/syntax.ts';
import { descendants } from '../../../../elixir/walk.ts';
import { defineRule } from '../../../rule.ts';

type Body = Pick<Clause, 'params' | 'body'>;

/** Ash hands a calculation all records of the page at once, so that it can ask for all of them at once. */
export default defineRule({
  subject: 'module',
  tier: 1,
  severity: 'warning',
  summary: 'A calculation that queries inside its loop over the records runs one query for each of them.',
  messages: {
    query:
      '`{call}` runs again for each record: a page of 100 rows costs 100 more queries. Let the calculation `load` what it needs, or ask once for all records before the loop.',
  },
  *check(meaning, { project }) {
    for (const { body, path } of calculationsOf(meaning)) {
      for (const { found, loop } of callsPerRecord(body, meaning)) {
        const call = queryCallee(found, project, path);
        if (call === undefined) continue;
        yield {
          message: 'query',
          data: { call },
          at: at(path, calleeSpan(found.call)),
          related: [{ at: at(path, calleeSpan(loop.call)), message: 'This is the loop over the records.' }],
        };
      }
    }
  },
});

interface CalculationBody {
  readonly body: Body;
  readonly path: string;
}

/** `calculate/3` of a calculation module, and the functions that a resource calculates with. */
function calculationsOf(meaning: Meaning): CalculationBody[] {
  const { expanded, resource, source } = meaning;
  const isModule = expanded.uses.some((use) => use.module === 'Ash.Resource.Calculation');
  const clauses = isModule ? localFunctions(meaning, 'calculate', 3) : [];
  const inline = (resource?.calculations ?? []).flatMap(({ implementation, declaration }) => {
    if (implementation.kind !== 'function' || declaration?.path !== source.path) return [];
    return bodiesOf(implementation.expr, meaning);
  });
  return [...clauses, ...inline].map((body) => ({ body, path: source.path }));
}

function bodiesOf(fn: Expr, meaning: Meaning): readonly Body[] {
  if (fn.kind === 'fn') return fn.clauses;
  const captured = fn.kind === 'unary' && fn.operand.kind === 'binary' ? fn.operand.left : undefined;
  return captured?.kind === 'variable' ? localFunctions(meaning, captured.name, 2) : [];
}

function localFunctions({ expanded }: Meaning, name: string, arity: number): Body[] {
  const isIt = (clause: FunctionClause): boolean => clause.name === name && clause.params.length === arity;
  return expanded.functions.filter(isIt).map(({ params, body }) => ({
    params: params.map((param) => simplify(param, expanded.scope)),
    body: body.map((expr) => simplify(expr, expanded.scope)),
  }));
}

interface PerRecord {
  readonly found: FlowCall;
  readonly loop: Loop;
}

/** The calls that depend on the current record of a loop over all records, also one private function further. */
function callsPerRecord(body: Body, meaning: Meaning): PerRecord[] {
  const direct = inLoopOverRecords(body, 0);
  const calls = callsIn(body);
  const handedOver = calls.flatMap((call) =>
    call.loops.length > 0 || call.deferred
      ? []
      : call.args.flatMap((arg, index) =>
          isRecords(arg.chain, 0) ? followed(call, meaning).flatMap((helper) => inLoopOverRecords(helper, index)) : [],
        ),
  );
  return [...direct, ...handedOver].flatMap((perRecord) => [perRecord, ...inHelper(perRecord, meaning)]);
}

function inLoopOverRecords(body: Body, parameter: number): PerRecord[] {
  if (handlesUnloaded(body)) return [];
  return callsIn(body).flatMap((found) => {
    const loop = found.loops.find((candidate) => isRecords(candidate.over, parameter));
    const dependsOn = found.args.some(({ sources }) => loop !== undefined && sources.has(loop));
    return loop !== undefined && dependsOn && !found.deferred ? [{ found, loop }] : [];
  });
}

function inHelper({ found, loop }: PerRecord, meaning: Meaning): PerRecord[] {
  const fromRecord = found.args.flatMap(({ sources }, index) => (sources.has(loop) ? [index] : []));
  return followed(found, meaning)
    .filter((helper) => !handlesUnloaded(helper))
    .flatMap(callsIn)
    .filter((inner) => !inner.deferred && inner.args.some(({ sources }) => fromRecord.some((i) => sources.has(i))))
    .map((inner) => ({ found: inner, loop }));
}

function followed({ call }: FlowCall, meaning: Meaning): Body[] {
  return call.receiver === undefined ? localFunctions(meaning, call.name, call.args.length) : [];
}

/** Functions that give back the same number of elements or fewer; one query per group or per batch is no fault. */
const keeping = new Set('filter reject map flat_map sort sort_by with_index reverse zip to_list shuffle'.split(' '));

function isRecords(chain: Chain, parameter: number): boolean {
  return chain.parameter === parameter && chain.calls.every(keepsRecords);
}

function keepsRecords(call: Call): boolean {
  const module = asModule(call.receiver);
  if (module === 'Ash') return call.name === 'load' || call.name === 'load!';
  return (module === 'Enum' || module === 'Stream') && keeping.has(call.name);
}

/** Loading only what was not loaded before is a fallback, which a caller can avoid. */
function handlesUnloaded({ params, body }: Body): boolean {
  return [...params, ...body].some((expr) =>
    [...descendants(expr)].some(
      (part) => asModule(part) === 'Ash.NotLoaded' || (part.kind === 'call' && /loaded\?$/.test(part.name)),
    ),
  );
}

/** `Ash.load!` of `Ash.load!(record, …)`. */
function calleeSpan({ receiver, nameSpan }: Call): Span {
  return { start: receiver?.start ?? nameSpan.start, end: nameSpan.end };
}
