import { lineLength } from '../../../../elixir/formatter.ts';
import { calledModule, isToday } from '../../../../ash/clock.ts';
import { impurityOf, type Impurity } from '../../../../ash/impure.ts';
import type { Resource, Step } from '../../../../ash/model.ts';
import { oncePer } from '../../../../base/once-per.ts';
import { at } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import { findOption, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import type { Call, Expr } from '../../../../elixir/syntax.ts';
import { descendants } from '../../../../elixir/walk.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

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
    for (const { place, call, kind } of findFrozen(resource)) {
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

/** Most resources are the same in the next run. */
const findFrozen = oncePer((resource: Resource) =>
  placesOf(resource).flatMap((place) => {
    const found = findImpure(place.value);
    return found === undefined ? [] : [{ place, ...found }];
  }),
);

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

function findImpure(value: Expr): { readonly call: Call; readonly kind: Impurity } | undefined {
  for (const expr of descendants(value, runsAtCompileTime)) {
    const kind = expr.kind === 'call' ? impurityOf(expr) : undefined;
    if (expr.kind === 'call' && kind !== undefined) return { call: expr, kind };
  }
  return undefined;
}

/** Functions and quoted code run later; what `expr` holds is another matter. */
function runsAtCompileTime(expr: Expr): boolean {
  if (expr.kind === 'fn' || (expr.kind === 'unary' && expr.operator === '&')) return false;
  return !(expr.kind === 'call' && expr.receiver === undefined && ['quote', 'expr'].includes(expr.name));
}

function printCall(call: Call): string {
  return `${calledModule(call)}.${call.name}${call.args.length === 0 ? '()' : '(…)'}`;
}

function adviceFor({ value, takes }: Place, call: Call): string {
  if (takes === 'nothing') return 'Compute it in a function or module that runs with the action.';
  if (isToday(value)) return 'Pass `&Date.utc_today/0`.';
  if (isBare(value, call)) return `Pass \`&${calledModule(call)}.${call.name}/0\`.`;
  return takes === 'function' ? 'Pass `fn -> … end`.' : 'Pass the capture of a public function that computes it.';
}

function fixesOf({ declaration, value, takes }: Place, call: Call, resource: Resource, context: RuleContext): Fix[] {
  const text = context.textOf(declaration.path);
  const isWritten = text.slice(call.nameSpan.start, call.nameSpan.end) === call.name;
  if (takes === 'nothing' || !isWritten || !isEditable(declaration, resource.path)) return [];
  const code =
    takes === 'capture' || isBare(value, call) || isToday(value)
      ? capture(value, call, text)
      : wrap(value, text, context, declaration.path);
  if (code === undefined) return [];
  const edits = [{ path: resource.path, edits: [replacement(value, code)] }];
  return [{ title: 'Call it for each record', safe: false, edits }];
}

function isBare(value: Expr, call: Call): boolean {
  return value === call && call.args.length === 0;
}

/** An alias may make `Date` the name of another module. */
function namesOwnDate(text: string): boolean {
  return /\balias [\w.]+(\.Date\b(?!\.)|\.\{[^}]*\bDate\b|, as: Date\b)/.test(text);
}

function capture(value: Expr, call: Call, text: string): string | undefined {
  if (isBare(value, call)) return `&${text.slice(call.start, call.nameSpan.end)}/0`;
  return isToday(value) && !namesOwnDate(text) ? '&Date.utc_today/0' : undefined;
}

/** `fn -> … end`, where the line has room for it. */
function wrap(value: Expr, text: string, context: RuleContext, path: string): string | undefined {
  const code = text.slice(value.start, value.end);
  const lines = context.linesOf(path);
  const line = lines.textOf(lines.lineAt(value.start));
  const added = 'fn ->  end'.length;
  return code.includes('\n') || line.length + added > lineLength ? undefined : `fn -> ${code} end`;
}
