import type { Declaration } from '../../elixir/declaration.ts';
import { asModule } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Calculation, Implementation } from '../model.ts';
import type { Settings } from '../settings.ts';
import { readArguments } from './actions.ts';
import { booleanOption, exprOption, firstName, insideExpr } from './options.ts';
import { readType } from './type.ts';

/** Reads `calculate :name, :type, expr(…)` in all its forms. */
export function readCalculation(declaration: Declaration, settings: Settings): Calculation | undefined {
  const name = firstName(declaration);
  if (declaration.name !== 'calculate' || name === undefined) return undefined;
  return {
    name,
    origin: { kind: 'declared' },
    declaration,
    type: readType(declaration.args[1] ?? exprOption(declaration, 'type'), settings),
    constraints: exprOption(declaration, 'constraints'),
    public: booleanOption(declaration, 'public?', false),
    allowNil: booleanOption(declaration, 'allow_nil?', true),
    sensitive: booleanOption(declaration, 'sensitive?', false),
    arguments: readArguments(declaration, settings),
    load: exprOption(declaration, 'load'),
    implementation: readImplementation(declaration.args[2] ?? exprOption(declaration, 'calculation')),
  };
}

export function readImplementation(value: Expr | undefined): Implementation {
  if (value === undefined) return { kind: 'unknown' };
  const module = asModule(value);
  if (module !== undefined) return { kind: 'module', module, options: undefined };
  if (value.kind === 'tuple') {
    const named = asModule(value.items[0]);
    if (named !== undefined) return { kind: 'module', module: named, options: value.items[1] };
  }
  if (value.kind === 'fn' || (value.kind === 'unary' && value.operator === '&'))
    return { kind: 'function', expr: value };
  if (value.kind === 'call' && value.name === 'expr') return { kind: 'expression', expr: insideExpr(value) };
  if (value.kind === 'call' && value.receiver === undefined && value.name === 'concat') {
    return { kind: 'builtin', call: value };
  }
  return { kind: 'unknown' };
}
