import { at } from '../../base/span.ts';
import type { ExpandedModule } from '../../elixir/expand.ts';
import { allOf, asModule, asName, asNumber, asString, valueOf } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { simplify } from '../../elixir/simplify.ts';
import type { ExtensionEntry, Repo } from '../model.ts';

/** Reads a module that does `use AshPostgres.Repo`; undefined when it does not. */
export function readRepo(expanded: ExpandedModule): Repo | undefined {
  const use = expanded.uses.find((candidate) => candidate.module === 'AshPostgres.Repo');
  if (use === undefined) return undefined;
  const { source } = expanded;
  const list = literalBody(expanded, 'installed_extensions');
  const extensions = list?.kind === 'list' ? allOf(list.items, asName) : undefined;
  const isPlain = list?.kind === 'list' && extensions !== undefined;
  return {
    module: source.name,
    path: source.path,
    span: { start: source.start, end: source.end },
    nameSpan: source.nameSpan,
    installedExtensions: extensions,
    installedExtensionsList: isPlain ? at(source.path, list) : undefined,
    extensionEntries: list?.kind === 'list' ? allOf(list.items, extensionEntry) : undefined,
    minPgVersion: version(literalBody(expanded, 'min_pg_version')),
    functions: [...new Set(expanded.functions.map((clause) => clause.name))],
    open: use.via !== undefined || expanded.opaque.length > 0,
  };
}

function extensionEntry(expr: Expr): ExtensionEntry | undefined {
  const module = asModule(expr);
  if (module !== undefined) return { kind: 'module', module };
  const name = asName(expr);
  return name === undefined ? undefined : { kind: 'name', name };
}

/** The value of a function that has one clause with one expression. */
function literalBody(expanded: ExpandedModule, name: string): Expr | undefined {
  const clauses = expanded.functions.filter((clause) => clause.name === name);
  const [only] = clauses;
  if (only === undefined || clauses.length > 1 || only.body.length !== 1 || only.body[0] === undefined)
    return undefined;
  return simplify(only.body[0], expanded.scope);
}

/** `%Version{major: 16, minor: 0, patch: 0}` or `Version.parse!("16.0.0")`. */
function version(expr: Expr | undefined): readonly [number, number, number] | undefined {
  if (expr?.kind === 'map' && asModule(expr.struct) === 'Version') {
    const [major, minor, patch] = ['major', 'minor', 'patch'].map((part) => asNumber(valueOf(expr, part)));
    return major === undefined ? undefined : [major, minor ?? 0, patch ?? 0];
  }
  const text = expr?.kind === 'call' && asModule(expr.receiver) === 'Version' ? asString(expr.args[0]) : undefined;
  const parts = text === undefined ? null : /^(\d+)\.(\d+)\.(\d+)/.exec(text);
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}
