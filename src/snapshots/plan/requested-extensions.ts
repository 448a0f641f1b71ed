import type { ExtensionEntry, Repo } from '../../ash/model.ts';
import type { Meaning, Project } from '../../ash/project.ts';
import { asName, asNumber, asString, valueOf } from '../../elixir/literal.ts';
import { matchPattern } from '../../elixir/pattern.ts';
import { simplify } from '../../elixir/simplify.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { InstalledExtensions } from '../snapshot.ts';
import type { RequestedExtension } from './extension-plan.ts';

export interface Requests {
  readonly requested: readonly RequestedExtension[];
  /** Sentences about entries of which not all is known. */
  readonly unknown: readonly string[];
}

/** The names that extensions of packages give themselves (ash_money, ash_postgres 2.12.0); their version is theirs. */
const packageExtensions: ReadonlyMap<string, string> = new Map([
  ['AshMoney.AshPostgresExtension', 'ash_money'],
  ['AshPostgres.Extensions.ImmutableRaiseError', 'immutable_raise_error'],
]);

/**
 * The entries of a repo's `installed_extensions/0`. Modules that use `AshPostgres.CustomExtension` say their name and
 * latest version themselves; one that is not in the project is left out, unless it is installed already.
 */
export function readRequests(
  entries: readonly ExtensionEntry[],
  project: Project,
  repo: Repo,
  installed: InstalledExtensions | undefined,
): Requests {
  const requested: RequestedExtension[] = [];
  const unknown: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'name') {
      requested.push({ name: entry.name });
      continue;
    }
    const own = ofModule(project.find(entry.module, repo.path), installed);
    const key = own === undefined ? installedKey(packageExtensions.get(entry.module), installed) : undefined;
    if (own !== undefined) requested.push(own);
    else if (key !== undefined) requested.push({ name: key });
    const consequence = key === undefined ? 'it is left out' : `\`${key}\` is taken for the latest version`;
    if (own === undefined)
      unknown.push(`What \`${entry.module}\` installs is not known, since it is not in this project: ${consequence}.`);
  }
  return { requested, unknown };
}

function installedKey(name: string | undefined, installed: InstalledExtensions | undefined): string | undefined {
  return name === undefined ? undefined : installed?.installed.find((key) => versionIn(key, name) !== undefined);
}

/** The number behind `NAME_v`. */
function versionIn(key: string, name: string): number | undefined {
  const version = key.startsWith(`${name}_v`) ? key.slice(name.length + 2) : '';
  return /^\d+$/.test(version) ? Number(version) : undefined;
}

function ofModule(
  meaning: Meaning | undefined,
  installed: InstalledExtensions | undefined,
): RequestedExtension | undefined {
  const use = meaning?.expanded.uses.find(({ module }) => module === 'AshPostgres.CustomExtension');
  const name = asName(valueOf(use?.argument, 'name'));
  const version = asNumber(valueOf(use?.argument, 'latest_version'));
  if (meaning === undefined || name === undefined || version === undefined) return undefined;
  const versions = (installed?.installed ?? []).map((key) => versionIn(key, name));
  const before = versions.find((found) => found !== undefined) ?? 0;
  const [install, drop] = [textOf(meaning, 'install', before), textOf(meaning, 'uninstall', version)];
  const code = install === undefined || drop === undefined ? {} : { code: { install, drop } };
  return { name, version, module: meaning.source.name, ...code };
}

/** What the first clause that takes the number gives, where that is one text. */
function textOf({ expanded }: Meaning, name: string, argument: number): string | undefined {
  for (const { params, guard, body } of expanded.functions.filter((clause) => clause.name === name)) {
    const [param, ...others] = params;
    if (param === undefined || others.length > 0 || guard !== undefined) return undefined;
    const given: Expr = { kind: 'number', start: param.start, end: param.end, float: false, value: argument };
    if (param.kind === 'number' && param.value !== argument) continue;
    const scope = param.kind === 'number' ? expanded.scope : matchPattern(param, given, expanded.scope);
    const [only, ...more] = body;
    return scope === undefined || only === undefined || more.length > 0 ? undefined : asString(simplify(only, scope));
  }
  return undefined;
}
