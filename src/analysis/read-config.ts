import { findNodeAtLocation, parseTree, type Node, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { Lines } from '../base/lines.ts';
import { closest } from '../base/names.ts';
import { baselineSchema } from '../checklist/baseline-schema.ts';
import type { Baseline } from '../checklist/baseline.ts';
import { areasOf } from '../checklist/checklist.ts';
import { configSchema, defaultConfig, type Config } from '../checklist/config.ts';
import { suppressionIds } from '../checklist/suppressions.ts';
import { configName } from './config-name.ts';

/** Something that is wrong with a file of ours. */
export interface Complaint {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export type ReadResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly complaints: readonly Complaint[] };

/**
 * The configuration that a project's file and the user's settings come to. What the file says goes before the
 * settings, so that the editor and the command agree; the text is undefined where there is no file.
 */
export function readConfig(
  text: string | undefined,
  settings: Readonly<Record<string, unknown>>,
  ruleIds: Iterable<string>,
): ReadResult<Config> {
  const file = text === undefined ? success(defaultConfig, {}) : parseJson(configName, text, configSchema);
  if (!file.ok) return file;
  const unknown = text === undefined ? [] : unknownRules(text, file.value.rules, ruleIds);
  if (unknown.length > 0) return { ok: false, complaints: unknown };
  const merged = configSchema.safeParse(merge(usable(settings), file.raw));
  if (merged.success) return { ok: true, value: merged.data };
  const complaints = merged.error.issues.map(({ message }) => ({ path: configName, line: 1, message }));
  return { ok: false, complaints };
}

export function readBaseline(path: string, text: string): ReadResult<Baseline> {
  return parseJson(path, text, baselineSchema);
}

/** Settings that the schema refuses are left out one by one: the editor marks them where they are written. */
function usable(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(settings).filter(([key, value]) => configSchema.safeParse({ [key]: value }).success);
  return Object.fromEntries(entries);
}

/** Objects are merged key by key; of anything else the latter counts. */
function merge(first: unknown, second: unknown): unknown {
  if (!isRecord(first) || !isRecord(second)) return second === undefined ? first : second;
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(keys.map((key) => [key, merge(first[key], second[key])]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Parsed<T> =
  (ReadResult<T> & { readonly ok: false }) | { readonly ok: true; readonly value: T; readonly raw: unknown };

function success<T>(value: T, raw: unknown): { readonly ok: true; readonly value: T; readonly raw: unknown } {
  return { ok: true, value, raw };
}

/** Parses JSON (comments allowed) against a schema; complaints name the line. */
function parseJson<T extends z.ZodType>(path: string, text: string, schema: T): Parsed<z.output<T>> {
  const content = text.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  const tree = parseTree(content, errors, { allowTrailingComma: true });
  const lines = new Lines(content);
  const [first] = errors;
  if (first !== undefined) {
    return failure([{ path, line: lines.lineAt(first.offset), message: spaced(printParseErrorCode(first.error)) }]);
  }
  const raw = tree === undefined ? undefined : valueOfNode(tree);
  const result = schema.safeParse(raw);
  if (result.success) return success(result.data, raw);
  return failure(
    result.error.issues.map((issue) => {
      const names = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
      const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...names, ...extra]);
      const where = names.length === 0 ? '' : ` (${names.join('.')})`;
      return { path, line: lines.lineAt(node?.offset ?? 0), message: `${issue.message}${where}` };
    }),
  );
}

function failure(complaints: readonly Complaint[]): { readonly ok: false; readonly complaints: readonly Complaint[] } {
  return { ok: false, complaints };
}

function valueOfNode(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOfNode);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), valueOfNode(value)] as const];
  });
  return Object.fromEntries(entries);
}

function unknownRules(text: string, rules: Readonly<Record<string, unknown>>, ids: Iterable<string>): Complaint[] {
  const areas = Object.values(areasOf).flatMap((names) => names.map((area) => `${area}/*`));
  const known = new Set([...ids, ...areas, ...suppressionIds, 'suppressions/*']);
  const unknown = Object.keys(rules).filter((name) => !known.has(name));
  if (unknown.length === 0) return [];
  const tree = parseTree(text);
  const lines = new Lines(text);
  return unknown.map((name) => {
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, ['rules', name]);
    const near = closest(name, known);
    const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    return {
      path: configName,
      line: lines.lineAt(node?.offset ?? 0),
      message: `There is no rule \`${name}\`.${hint}`,
    };
  });
}

function spaced(code: string): string {
  return `the JSON is broken (${code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()})`;
}
