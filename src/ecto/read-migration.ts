import { findModules } from '../elixir/modules.ts';
import type { Syntax } from '../elixir/syntax.ts';
import type { Migration } from './migration.ts';

export function readMigration(syntax: Syntax, path: string, _text: string): Migration | undefined {
  const [source] = findModules(syntax, path);
  if (source === undefined) return undefined;
  return { path, module: source.name, span: { start: source.start, end: source.end }, nameSpan: source.nameSpan };
}
