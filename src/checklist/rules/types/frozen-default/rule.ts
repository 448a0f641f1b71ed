import type { Resource, Step } from '../../../../ash/model.ts';
import { at } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import { findOption, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import { asAtom, asModule } from '../../../../elixir/literal.ts';
import type { Call, Expr } from '../../../../elixir/syntax.ts';
import { descendants } from '../../../../elixir/walk.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

type Kind = 'time' | 'random' | 'environment';

/** Functions that give another value each time, or one of the running system. */
const impure: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  DateTime: { utc_now: 'time', now: 'time', 'now!': 'time' },
  NaiveDateTime: { utc_now: 'time', local_now: 'time' },
  Date: { utc_today: 'time' },
  Time: { utc_now: 'time' },
  Timex: { now: 'time', today: 'time' },
  System: {
    system_time: 'time',
    os_time: 'time',
    monotonic_time: 'time',
    unique_integer: 'random',
    get_env: 'environment',
    'fetch_env!': 'environment',
  },
  ':os': { system_time: 'time', timestamp: 'time' },
  ':erlang': { system_time: 'time', monotonic_time: 'time', timestamp: 'time', unique_integer: 'random' },
  'Ash.UUID': { generate: 'random' },
  'Ash.UUIDv7': { generate: 'random', bingenerate: 'random' },
  'Ecto.UUID': { generate: 'random', bingenerate: 'random' },
  UUID: { uuid1: 'random', uuid4: 'random' },
  'Uniq.UUID': { uuid1: 'random', uuid4: 'random', uuid6: 'random', uuid7: 'random' },
  Nanoid: { generate: 'random' },
  ':rand': { uniform: 'random', uniform_real: 'random', normal: 'random', bytes: 'random' },
  ':crypto': { strong_rand_bytes: 'random' },
  Enum: { random: 'random', shuffle: 'random', take_random: 'random' },
  Application: { get_env: 'environment', 'fetch_env!': 'environment' },
};

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A default calls for the time, an id or a random value while the module is compiled.',
  messages: {
    time: '`{call}` runs once, while the module is compiled: every record gets the moment of the build. {instead}',
    random: '`{call}` runs once, while the module is compiled: every record gets the same value. {instead}',
    environment:
      '`{call}` is read while the module is compiled, so the setting of the running system is never seen. {instead}',
  },
  *check(resource, context) {
    for (const place of placesOf(resource)) {
      const found = findImpure(place.value);
      if (found === undefined) continue;
      const { call, kind } = found;
      yield {
        message: kind,
        severity: kind === 'environment' ? 'info' : 'error',
        data: { call: printCall(call), instead: adviceFor(place, call) },
        at: at(place.declaration.path, { start: call.start, end: call.nameSpan.end }),
        fixes: fixesOf(place, call, resource, context),
      };
    }
  },
});

/** A value in DSL position. `takes` says which function may stand there instead. */
interface Place {
  readonly declaration: Declaration;
  readonly value: Expr;
  readonly takes: 'function' | 'capture' | 'nothing';
}

function placesOf(resource: Resource): Place[] {
  const owners = [...resource.actions, ...resource.calculations];
  const fields = [...resource.attributes, ...owners.flatMap((owner) => owner.arguments)];
  const defaults = fields.flatMap(({ declaration, origin }) =>
    declaration === undefined || origin.kind !== 'declared' ? [] : defaultsOf(declaration),
  );
  const steps = [
    ...resource.changes,
    ...resource.validations,
    ...resource.preparations,
    ...resource.actions.flatMap((action) => action.steps),
  ];
  return [...defaults, ...steps.flatMap(stepPlaces)];
}

function defaultsOf(declaration: Declaration): Place[] {
  return ['default', 'update_default'].flatMap((name): Place[] => {
    const value = findOption(declaration, name)?.value;
    return value === undefined ? [] : [{ declaration, value, takes: 'function' }];
  });
}

/** An anonymous function cannot be stored in the change that `set_attribute` builds; only a capture can. */
function stepPlaces({ value, declaration }: Step): Place[] {
  if (value === undefined) return [];
  const isSetter = value.kind === 'call' && ['set_attribute', 'set_new_attribute'].includes(value.name);
  const set = isSetter ? value.args[1] : undefined;
  return [set === undefined ? { declaration, value, takes: 'nothing' } : { declaration, value: set, takes: 'capture' }];
}

function findImpure(value: Expr): { readonly call: Call; readonly kind: Kind } | undefined {
  for (const expr of descendants(value, runsAtCompileTime)) {
    const kind = expr.kind === 'call' ? impure[receiverOf(expr)]?.[expr.name] : undefined;
    if (expr.kind === 'call' && kind !== undefined) return { call: expr, kind };
  }
  return undefined;
}

/** Functions and quoted code run later; what `expr` holds is another matter. */
function runsAtCompileTime(expr: Expr): boolean {
  if (expr.kind === 'fn' || (expr.kind === 'unary' && expr.operator === '&')) return false;
  return !(expr.kind === 'call' && expr.receiver === undefined && ['quote', 'expr'].includes(expr.name));
}

function receiverOf(call: Call): string {
  return asModule(call.receiver) ?? `:${asAtom(call.receiver) ?? ''}`;
}

function printCall(call: Call): string {
  return `${receiverOf(call)}.${call.name}${call.args.length === 0 ? '()' : '(…)'}`;
}

function adviceFor({ value, takes }: Place, call: Call): string {
  if (takes === 'nothing') return 'Compute it in a function or module that runs with the action.';
  if (isBare(value, call)) return `Pass \`&${receiverOf(call)}.${call.name}/0\`.`;
  return takes === 'function' ? 'Pass `fn -> … end`.' : 'Pass the capture of a public function that computes it.';
}

function fixesOf({ declaration, value, takes }: Place, call: Call, resource: Resource, context: RuleContext): Fix[] {
  const text = context.textOf(declaration.path);
  const isWritten = text.slice(call.nameSpan.start, call.nameSpan.end) === call.name;
  if (takes === 'nothing' || !isWritten || !isEditable(declaration, resource.path)) return [];
  const code =
    takes === 'capture' || isBare(value, call)
      ? capture(value, call, text)
      : wrap(value, text, context, declaration.path);
  if (code === undefined) return [];
  const edits = [{ path: resource.path, edits: [replacement(value, code)] }];
  return [{ title: 'Call it for each record', safe: false, edits }];
}

function isBare(value: Expr, call: Call): boolean {
  return value === call && call.args.length === 0;
}

function capture(value: Expr, call: Call, text: string): string | undefined {
  return isBare(value, call) ? `&${text.slice(call.start, call.nameSpan.end)}/0` : undefined;
}

/** `fn -> … end`, where the line has room for it. */
function wrap(value: Expr, text: string, context: RuleContext, path: string): string | undefined {
  const code = text.slice(value.start, value.end);
  const lines = context.linesOf(path);
  const line = lines.textOf(lines.lineAt(value.start));
  const added = 'fn ->  end'.length;
  return code.includes('\n') || line.length + added > 98 ? undefined : `fn -> ${code} end`;
}
