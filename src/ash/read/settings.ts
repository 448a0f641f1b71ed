import { asAtom, asBoolean, asModule, asWrappedList, pairsOf } from '../../elixir/literal.ts';
import { createScope } from '../../elixir/scope.ts';
import { simplify } from '../../elixir/simplify.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { readType } from './type.ts';

/** Reads the settings that matter to the model from the body of a `config/*.exs`. */
export function readSettings(body: readonly Expr[]): Settings {
  return body.reduce(applyConfig, defaultSettings);
}

/** `config :ash, key: value` or `config :ash, :key, value`. */
function applyConfig(settings: Settings, expr: Expr): Settings {
  if (expr.kind !== 'call' || expr.name !== 'config' || expr.receiver !== undefined) return settings;
  const scope = createScope('');
  const [application, ...rest] = expr.args.map((arg) => simplify(arg, scope));
  const app = asAtom(application);
  if (app === undefined) return settings;
  const key = asAtom(rest[0]);
  if (key !== undefined && rest[1] !== undefined) return applySetting(settings, app, key, rest[1]);
  return pairsOf(rest[0]).reduce((result, pair) => {
    const name = asAtom(pair.key);
    return name === undefined ? result : applySetting(result, app, name, pair.value);
  }, settings);
}

function applySetting(settings: Settings, app: string, key: string, value: Expr): Settings {
  if (key === 'ash_domains') {
    const domains = asWrappedList(value).flatMap((item) => asModule(item) ?? []);
    return { ...settings, domains: [...settings.domains, ...domains] };
  }
  if (app !== 'ash') return settings;
  switch (key) {
    case 'default_belongs_to_type':
      return { ...settings, defaultBelongsToType: readType(value, settings) };
    case 'default_actions_require_atomic?':
      return { ...settings, defaultActionsRequireAtomic: asBoolean(value) ?? settings.defaultActionsRequireAtomic };
    case 'custom_types': {
      const types = pairsOf(value).flatMap((pair): [string, string][] => {
        const [name, module] = [asAtom(pair.key), asModule(pair.value)];
        return name === undefined || module === undefined ? [] : [[name, module]];
      });
      return { ...settings, customTypes: new Map([...settings.customTypes, ...types]) };
    }
    case 'compatible_foreign_key_types': {
      const pairs = asWrappedList(value).flatMap((item): [string, string][] => {
        if (item.kind !== 'tuple') return [];
        const [left, right] = item.items.map(asModule);
        return left === undefined || right === undefined ? [] : [[left, right]];
      });
      return { ...settings, compatibleForeignKeyTypes: [...settings.compatibleForeignKeyTypes, ...pairs] };
    }
    default:
      return settings;
  }
}
