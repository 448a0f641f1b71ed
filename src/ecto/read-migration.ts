import { at, type Span } from '../base/span.ts';
import { asBoolean, asString } from '../elixir/literal.ts';
import { expandModule, opaque, type ExpandedModule, type Opaque } from '../elixir/expand.ts';
import { findModules, type FunctionClause, type ModuleSource } from '../elixir/modules.ts';
import type { Expr, Syntax } from '../elixir/syntax.ts';
import type { Comment, Direction, Migration } from './migration.ts';
import { readStatements } from './read-statement.ts';

/** The first migration of a file; undefined when none of its modules is one. */
export function readMigration(syntax: Syntax, path: string, text: string): Migration | undefined {
  for (const source of findModules(syntax, path)) {
    const expanded = expandModule(source, () => undefined);
    if (isMigration(expanded, path)) return read(source, expanded, syntax, text);
  }
  return undefined;
}

/** A base module of the application's own counts where the file is named like a migration. */
function isMigration({ uses, functions }: ExpandedModule, path: string): boolean {
  if (uses.some((use) => use.module === 'Ecto.Migration')) return true;
  const defines = functions.some(({ name, params }) => /^(change|up|down)$/.test(name) && params.length === 0);
  return (
    uses.length > 0 && versionOf(path) !== undefined && (defines || uses.some((use) => /Migration$/.test(use.module)))
  );
}

function read(source: ModuleSource, expanded: ExpandedModule, syntax: Syntax, text: string): Migration {
  const { attributes } = expanded.scope;
  const direction = (name: string) => readDirection(name, expanded, text);
  return {
    path: source.path,
    module: source.name,
    span: { start: source.start, end: source.end },
    nameSpan: source.nameSpan,
    use: findUse(expanded, source.path),
    version: versionOf(source.path),
    doc: asString(attributes.get('moduledoc')),
    disablesTransaction: asBoolean(attributes.get('disable_ddl_transaction')) === true,
    disablesLock: asBoolean(attributes.get('disable_migration_lock')) === true,
    change: direction('change'),
    up: direction('up'),
    down: direction('down'),
    comments: syntax.comments.map((span) => readComment(span, text)),
    openBecause: openReasons(source, expanded),
  };
}

function findUse({ uses }: ExpandedModule, path: string): Span | undefined {
  const own = uses.find((use) => use.module === 'Ecto.Migration' && use.via === undefined && use.path === path);
  return own === undefined ? undefined : { start: own.start, end: own.end };
}

function readDirection(name: string, { functions, scope }: ExpandedModule, text: string): Direction | undefined {
  const clause = functions.find((candidate) => isEntry(candidate, name));
  if (clause === undefined) return undefined;
  const place = { scope, conditional: false, only: undefined, origin: 'body', depth: 0 } as const;
  return {
    start: clause.start,
    end: clause.end,
    nameSpan: { start: clause.nameSpan.start, end: clause.nameSpan.end },
    statements: readStatements(clause.body, place, { text, functions }),
  };
}

function isEntry(clause: FunctionClause, name: string): boolean {
  return clause.name === name && clause.kind === 'def' && clause.params.length === 0;
}

function readComment(span: Span, text: string): Comment {
  return { start: span.start, end: span.end, text: text.slice(span.start, span.end).replace(/^#+\s?/, '') };
}

/** Modules that add no `up`, `down` or command of their own when they are used. */
const knownUses = new Set(['Ecto.Migration']);

function openReasons(source: ModuleSource, { uses, declarations, opaque: unclear }: ExpandedModule): Opaque[] {
  const foreign = uses.filter((use) => !knownUses.has(use.module));
  return [
    ...foreign.map((use) => opaque(use, `\`use ${use.module}\` may define more`)),
    ...declarations.map((call) => opaque(call, `\`${call.name}\` may define more`)),
    ...source.body.filter(delegates).map((expr) => opaque(at(source.path, expr), 'a function is delegated')),
    ...unclear,
  ];
}

function delegates(expr: Expr): boolean {
  return expr.kind === 'call' && expr.name === 'defdelegate';
}

/** `20250101120000` of `priv/repo/migrations/20250101120000_create_posts.exs`. */
function versionOf(path: string): string | undefined {
  return /(?:^|\/)(\d+)_[^/]*$/.exec(path)?.[1];
}
