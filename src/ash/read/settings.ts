import { asAtom, asBoolean, asModule, asString, asWrappedList, pairsOf, valueOf } from '../../elixir/literal.ts';
import { createScope } from '../../elixir/scope.ts';
import { simplify } from '../../elixir/simplify.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { readType } from './type.ts';

/**
 * Reads the settings that matter to the model from the body of `config/config.exs`. `imported` gives the body of a file
 * that it imports by a literal name; those of single environments, whose names are computed, are left out.
 */
export function readSettings(
  body: readonly Expr[],
  imported: (name: string) => readonly Expr[] | undefined = () => undefined,
): Settings {
  const read = (settings: Settings, expr: Expr, depth: number): Settings => {
    const name = importedName(expr);
    if (name === undefined) return applyConfig(settings, expr);
    const other = depth > 8 ? [] : (imported(name) ?? []);
    return other.reduce((result, each) => read(result, each, depth + 1), settings);
  };
  return body.reduce((settings, expr) => read(settings, expr, 0), defaultSettings);
}

/** `import_config "other.exs"` */
function importedName(expr: Expr): string | undefined {
  return expr.kind === 'call' && expr.name === 'import_config' ? asString(expr.args[0]) : undefined;
}

/** `config :ash, key: value`, `config :ash, :key, value`, or `config :blog, Blog.Repo, key: value`. */
function applyConfig(settings: Settings, expr: Expr): Settings {
  if (expr.kind !== 'call' || expr.name !== 'config' || expr.receiver !== undefined) return settings;
  const scope = createScope('');
  const [application, ...rest] = expr.args.map((arg) => simplify(arg, scope));
  const app = asAtom(application);
  if (app === undefined) return settings;
  if (rest[1] !== undefined && hasFreeLock(rest[1])) {
    const unlocked = { ...settings, locksMigrationsWithoutTransaction: true };
    return applyRepo(unlocked, asModule(rest[0]), rest[1]);
  }
  const key = asAtom(rest[0]);
  if (key !== undefined && rest[1] !== undefined) return applySetting(settings, app, key, rest[1]);
  const repo = asModule(rest[0]);
  if (repo !== undefined) return applyRepo(settings, repo, rest[1]);
  return pairsOf(rest[0]).reduce((result, pair) => {
    const name = asAtom(pair.key);
    return name === undefined ? result : applySetting(result, app, name, pair.value);
  }, settings);
}

/** `config :blog, Blog.Repo, migration_lock: :pg_advisory_lock` */
function hasFreeLock(options: Expr): boolean {
  const lock = asAtom(valueOf(options, 'migration_lock'));
  return lock === 'pg_advisory_lock' || lock === 'false';
}

function applyRepo(settings: Settings, repo: string | undefined, options: Expr | undefined): Settings {
  if (repo === undefined) return settings;
  const path = asString(valueOf(options, 'snapshots_path'));
  const own = pairsOf(options).flatMap((pair): [string, Expr][] => {
    const name = asAtom(pair.key);
    return name === undefined ? [] : [[name, pair.value]];
  });
  const all = new Map([...(settings.moduleOptions.get(repo) ?? []), ...own]);
  const known = { ...settings, moduleOptions: new Map([...settings.moduleOptions, [repo, all]]) };
  if (path === undefined) return known;
  return { ...known, snapshotPaths: new Map([...settings.snapshotPaths, [repo, path.replace(/^\.\/|\/$/g, '')]]) };
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
