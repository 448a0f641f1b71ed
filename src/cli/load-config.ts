import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { findNodeAtLocation, parseTree, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { Lines } from '../base/lines.ts';
import { closest } from '../base/names.ts';
import { baselineSchema, type Baseline } from '../checklist/baseline.ts';
import { configSchema, defaultConfig, type Config } from '../checklist/config.ts';
import { areasOf } from '../checklist/checklist.ts';
import { rules } from '../checklist/rules.generated.ts';
import { suppressionIds } from '../checklist/suppressions.ts';
import { UsageError } from './errors.ts';

export const configName = 'ash-architect.json';

/** Reads the configuration of a folder; the defaults where it has none. */
export async function loadConfig(root: string): Promise<Config> {
  const text = await readOrUndefined(join(root, configName));
  if (text === undefined) return defaultConfig;
  const config = parseJson(configName, text, configSchema);
  checkRuleNames(text, config);
  return config;
}

export async function loadBaseline(path: string, isRequired: boolean): Promise<Baseline | undefined> {
  const text = await readOrUndefined(path);
  if (text === undefined && isRequired) {
    throw new UsageError(`There is no baseline \`${path}\`. \`--update-baseline\` writes one.`);
  }
  return text === undefined ? undefined : parseJson(relative(process.cwd(), path), text, baselineSchema);
}

async function readOrUndefined(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`\`${path}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Parses JSON (comments allowed) against a schema; complaints name the line. */
function parseJson<T extends z.ZodType>(name: string, text: string, schema: T): z.output<T> {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const lines = new Lines(text);
  const [first] = errors;
  if (first !== undefined) {
    throw new UsageError(`${name}:${lines.lineAt(first.offset)}: ${spaced(printParseErrorCode(first.error))}`);
  }
  const result = schema.safeParse(tree === undefined ? undefined : valueOfNode(tree));
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...path, ...extra]);
    const where = path.length === 0 ? '' : ` (${path.join('.')})`;
    return `${name}:${lines.lineAt(node?.offset ?? 0)}: ${issue.message}${where}`;
  });
  throw new UsageError(complaints.join('\n'));
}

function valueOfNode(node: NonNullable<ReturnType<typeof parseTree>>): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOfNode);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), valueOfNode(value)] as const];
  });
  return Object.fromEntries(entries);
}

function checkRuleNames(text: string, config: Config): void {
  const areas = Object.values(areasOf).flatMap((names) => names.map((area) => `${area}/*`));
  const known = new Set([...rules.keys(), ...areas, ...suppressionIds, 'suppressions/*']);
  for (const name of Object.keys(config.rules)) {
    if (known.has(name)) continue;
    const tree = parseTree(text);
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, ['rules', name]);
    const near = closest(name, known);
    const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    throw new UsageError(
      `${configName}:${new Lines(text).lineAt(node?.offset ?? 0)}: There is no rule \`${name}\`.${hint}`,
    );
  }
}

function spaced(code: string): string {
  return `the JSON is broken (${code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()})`;
}
