import { asAtom, asModule } from '../elixir/literal.ts';
import type { FunctionClause } from '../elixir/modules.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Call, Clause, Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import { callsIn, type FlowCall } from './flow.ts';
import type { Chain, Loop, Origin } from './origin.ts';
import type { Meaning } from './project.ts';

export type Body = Pick<Clause, 'params' | 'body'>;

/** A function that is handed all records of a page. */
export interface CalculationBody {
  readonly body: Body;
  readonly path: string;
  /** Written into the resource, so that its loads are an option. */
  readonly isInline: boolean;
  /** What it surely finds loaded with all fields: the plain names that its `load` lists. */
  readonly load: readonly string[];
}

/** `calculate/3` of a calculation module, and the functions that a resource calculates with. */
export function calculationsOf(meaning: Meaning): CalculationBody[] {
  const { expanded, resource, source } = meaning;
  const { path } = source;
  const isModule = expanded.uses.some((use) => use.module === 'Ash.Resource.Calculation');
  const load = loadedByModule(meaning);
  const clauses = isModule ? localFunctions(meaning, 'calculate', 3) : [];
  const inline = (resource?.calculations ?? []).flatMap(({ implementation, declaration, load }) => {
    if (implementation.kind !== 'function' || declaration?.path !== path) return [];
    return bodiesOf(implementation.expr, meaning).map((body) => ({
      body,
      path,
      isInline: true,
      load: plainNames(load),
    }));
  });
  return [...clauses.map((body) => ({ body, path, isInline: false, load })), ...inline];
}

/** What every clause of `load/3` ends with; one that computes its loads may leave some out. */
function loadedByModule(meaning: Meaning): readonly string[] {
  const [only, ...others] = localFunctions(meaning, 'load', 3);
  return others.length === 0 ? plainNames(only?.body.at(-1)) : [];
}

function plainNames(load: Expr | undefined): readonly string[] {
  const items = load?.kind === 'list' ? load.items : load === undefined ? [] : [load];
  return items.flatMap((item) => asAtom(item) ?? []);
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

/** A call that runs again for each record. */
export interface PerRecord {
  readonly found: FlowCall;
  /** The loop over the records. */
  readonly loop: Loop;
  /** A loop inside of it, which the call stands in. */
  readonly inner: Loop | undefined;
  /** The first argument is the record as it was given. */
  readonly isRecord: boolean;
}

/** The calls that depend on the current record of a loop over all records, also one private function further. */
export function callsPerRecord(body: Body, meaning: Meaning): PerRecord[] {
  const direct = inLoopOverRecords(body, 0);
  const calls = callsIn(body);
  const handedOver = calls.flatMap((call) =>
    call.loops.length > 0 || call.deferred
      ? []
      : call.args.flatMap((arg, index) =>
          isRecords(arg.chain, 0) ? followed(call, meaning).flatMap((helper) => inLoopOverRecords(helper, index)) : [],
        ),
  );
  return oncePerCall([...direct, ...handedOver].flatMap((perRecord) => [perRecord, ...inHelper(perRecord, meaning)]));
}

/** A helper that several loops call is told of once; it gets the record itself only if all of them hand that over. */
function oncePerCall(all: readonly PerRecord[]): PerRecord[] {
  const startOf = ({ found }: PerRecord): number => found.call.nameSpan.start;
  return all.flatMap((perRecord) => {
    const same = all.filter((other) => startOf(other) === startOf(perRecord));
    if (same[0] !== perRecord) return [];
    return [{ ...perRecord, isRecord: same.every(({ isRecord }) => isRecord) }];
  });
}

function inLoopOverRecords(body: Body, parameter: number): PerRecord[] {
  if (handlesUnloaded(body)) return [];
  return callsIn(body).flatMap((found) => {
    const loop = found.loops.find((candidate) => isRecords(candidate.over, parameter));
    const dependsOn = found.args.some(({ sources }) => loop !== undefined && sources.has(loop));
    if (loop === undefined || !dependsOn || found.deferred) return [];
    const inner = found.loops[found.loops.indexOf(loop) + 1];
    return [{ found, loop, inner, isRecord: isElementOf(found.args[0], loop) }];
  });
}

function isElementOf(origin: Origin | undefined, { call }: Loop): boolean {
  if (origin === undefined || origin.chain.calls.length > 0) return false;
  const collections = call.args.map((arg) => (arg.kind === 'binary' && arg.operator === '<-' ? arg.right : arg));
  return collections.includes(origin.chain.root);
}

function inHelper({ found, loop, inner: outer }: PerRecord, meaning: Meaning): PerRecord[] {
  const fromRecord = found.args.flatMap(({ sources }, index) => (sources.has(loop) ? [index] : []));
  return followed(found, meaning)
    .filter((helper) => !handlesUnloaded(helper))
    .flatMap(callsIn)
    .filter((inner) => !inner.deferred && inner.args.some(({ sources }) => fromRecord.some((i) => sources.has(i))))
    .map((inner) => ({
      found: inner,
      loop,
      inner: outer ?? inner.loops[0],
      isRecord: isUnchanged(inner.args[0], found, loop),
    }));
}

/** A helper's own parameter, for which it was handed the record itself. */
function isUnchanged(origin: Origin | undefined, handedOver: FlowCall, loop: Loop): boolean {
  const { parameter, calls } = origin?.chain ?? {};
  return parameter !== undefined && calls?.length === 0 && isElementOf(handedOver.args[parameter], loop);
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
