import { findNodeAtLocation, parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';
import type { Span } from '../base/span.ts';
import { findConflict, type Conflict } from './conflict.ts';
import { extensionsFileSchema, snapshotFileSchema } from './file-schema.ts';
import { fromFile } from './from-file.ts';
import type { InstalledExtensions, Snapshot } from './snapshot.ts';

export type ReadResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: SnapshotProblem };

/** Why a file cannot be read, and where in it. The generator raises on such files. */
export type SnapshotProblem =
  | ({ readonly kind: 'conflict' } & Conflict)
  /** `message` continues a sentence: "the JSON ends too early", "`table` is missing". */
  | { readonly kind: 'json' | 'content'; readonly at: Span; readonly message: string };

/** Reads a snapshot file; never throws. */
export function readSnapshot(text: string): ReadResult<Snapshot> {
  const file = readJson(text, snapshotFileSchema);
  return file.ok ? { ok: true, value: fromFile(file.value) } : file;
}

/** Reads an `extensions.json`. */
export function readExtensions(text: string): ReadResult<InstalledExtensions> {
  const file = readJson(text, extensionsFileSchema);
  if (!file.ok) return file;
  if (Array.isArray(file.value)) return { ok: true, value: { ashFunctionsVersion: undefined, installed: file.value } };
  const { ash_functions_version: version, installed } = file.value;
  return { ok: true, value: { ashFunctionsVersion: version ?? undefined, installed } };
}

function readJson<T extends z.ZodType>(text: string, schema: T): ReadResult<z.output<T>> {
  const json = parseJson(text.replace(/^\uFEFF/, ' '));
  if (!json.ok) return json;
  const result = schema.safeParse(json.value);
  return result.success ? { ok: true, value: result.data } : { ok: false, problem: contentProblem(text, result.error) };
}

/** The slow parser, which knows places, is only asked once something is wrong. */
function parseJson(text: string): ReadResult<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    const conflict = findConflict(text);
    return { ok: false, problem: conflict === undefined ? jsonProblem(text) : { kind: 'conflict', ...conflict } };
  }
}

function jsonProblem(text: string): SnapshotProblem {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return { kind: 'json', at: lineAt(text, 0), message: 'this is no JSON' };
  const isEnd = first.offset >= text.trimEnd().length;
  return {
    kind: 'json',
    at: lineAt(text, first.offset),
    message: isEnd ? 'the JSON ends too early' : spaced(printParseErrorCode(first.error)),
  };
}

function spaced(code: string): string {
  return `the JSON is broken here (${code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()})`;
}

function contentProblem(text: string, error: z.ZodError): SnapshotProblem {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part));
  const name = path.join('.');
  const tree = parseTree(text);
  let node = tree;
  for (let length = path.length; length > 0 && tree !== undefined; length--) {
    const found = findNodeAtLocation(tree, path.slice(0, length));
    if (found === undefined) continue;
    node = found;
    break;
  }
  const what = name === '' ? 'this' : `\`${name}\``;
  const message = `${what} is not what AshPostgres writes there (${(issue?.message ?? 'not readable').toLowerCase()})`;
  return { kind: 'content', at: lineAt(text, node?.offset ?? 0), message };
}

/** The line of an offset, without its indentation and its end. */
function lineAt(text: string, offset: number): Span {
  const at = Math.min(offset, Math.max(0, text.trimEnd().length - 1));
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const next = text.indexOf('\n', at);
  const line = text.slice(lineStart, next === -1 ? text.length : next);
  const start = lineStart + (line.length - line.trimStart().length);
  return { start, end: Math.max(start, lineStart + line.trimEnd().length) };
}
