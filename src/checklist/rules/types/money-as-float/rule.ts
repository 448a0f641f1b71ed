import type { Argument, Attribute, Calculation, Resource } from '../../../../ash/model.ts';
import { isBuiltin } from '../../../../ash/type-ref.ts';
import { words } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { replacement } from '../../../../base/text-edit.ts';
import { findOption, type Declaration } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import { descendants } from '../../../../elixir/walk.ts';
import type { Fix } from '../../../finding.ts';
import { findPhrase } from '../../../phrases.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** An `amount` or `balance` may be one of anything: these words need a sign that money is meant. */
const ambiguous = new Set(['amount', 'balance']);

const moneyContext = new Set(
  (
    'account accounting bill billing budget charge checkout cost currency deposit discount donation expense fee finance ' +
    'invoice ledger loan order payment payout payroll price purchase refund revenue salary sale sales subscription tax ' +
    'transaction transfer wallet'
  ).split(' '),
);

/** Behind a money word these leave it money; after any other word (`price_index`, `cost_ratio`) it is not. */
const qualifiers = new Set(
  (
    'usd eur gbp chf jpy cad aud nzd sek nok dkk pln inr brl cny dollars euros after annual base before current daily due ' +
    'excl final for gross hourly in incl including max min monthly net original owed paid per tax total yearly'
  ).split(' '),
);

/** In front of a money word these make it a figure about money, or none at all. */
const measures = new Set(
  (
    'avg average carbon color distance edit energy factor index mean median normalized path pct percent ' +
    'percentage predicted rate ratio relative score share time trust water weight weighted white work'
  ).split(' '),
);

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'An amount of money is a float.',
  messages: {
    float:
      'A float cannot hold most decimal amounts: `0.1 + 0.2` is not `0.3`, so sums and comparisons of `{name}` are off by fractions. Use `:decimal`, or a money type.',
    argument:
      'A float cannot hold most decimal amounts: `{name}` arrives as another number than was given, by a fraction. Take a `:decimal`, or a money type.',
  },
  *check(resource, context) {
    for (const field of fieldsOf(resource)) {
      if (!isMoney(field.name, resource, context)) continue;
      const { declaration } = field;
      const type = typeOf(declaration);
      if (type === undefined) continue;
      const isArgument = declaration.name === 'argument';
      yield {
        message: isArgument ? 'argument' : 'float',
        severity: isArgument ? 'info' : 'warning',
        data: { name: field.name },
        at: at(declaration.path, type),
        fixes: fixesOf(field.name, declaration, type, resource, context),
      };
    }
  },
});

type Field = (Attribute | Argument | Calculation) & { readonly declaration: Declaration };

function fieldsOf(resource: Resource): Field[] {
  const calculations = resource.calculations.filter((calculation) => !isRatio(calculation));
  const owners = [...resource.actions, ...resource.calculations];
  const all = [...resource.attributes, ...calculations, ...owners.flatMap((owner) => owner.arguments)];
  return all.filter(
    (field): field is Field =>
      field.declaration !== undefined && field.origin.kind === 'declared' && isBuiltin(field.type, 'float'),
  );
}

/** A division gives a share or a mean, which is no amount that anybody pays. */
function isRatio({ implementation }: Calculation): boolean {
  if (implementation.kind !== 'expression') return false;
  return [...descendants(implementation.expr)].some((expr) => expr.kind === 'binary' && expr.operator === '/');
}

function isMoney(name: string, resource: Resource, context: RuleContext): boolean {
  const match = findPhrase(name, context.words.money);
  if (match === undefined || match.before.some((word) => measures.has(word))) return false;
  const [first] = match.after;
  if (first !== undefined && first !== 'per' && !match.after.every((word) => qualifiers.has(word))) return false;
  return !ambiguous.has(match.phrase) || isAboutMoney(name, resource);
}

function isAboutMoney(name: string, resource: Resource): boolean {
  const others = resource.attributes.map((attribute) => attribute.name).filter((other) => other !== name);
  if (others.some(isUnit)) return false;
  const segment = resource.module.slice(resource.module.lastIndexOf('.') + 1);
  return [segment, ...others].flatMap(words).some((word) => moneyContext.has(word.replace(/s$/, '')));
}

const units = ['unit', 'uom'];

/** `unit`, `base_unit`, `unit_of_measure`; not `unit_price`. */
function isUnit(name: string): boolean {
  const match = findPhrase(name, units);
  return match !== undefined && (match.after.length === 0 || match.after[0] === 'of');
}

function typeOf(declaration: Declaration): Expr | undefined {
  return declaration.args[1] ?? findOption(declaration, 'type')?.value;
}

function fixesOf(name: string, declaration: Declaration, type: Expr, resource: Resource, context: RuleContext): Fix[] {
  const written = context.textOf(declaration.path).slice(type.start, type.end);
  if (!isEditable(declaration, resource.path) || written !== ':float') return [];
  return [
    {
      title: `Make \`${name}\` a \`:decimal\``,
      safe: false,
      edits: [{ path: resource.path, edits: [replacement(type, ':decimal')] }],
    },
  ];
}
