import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { textHash, type Evidence } from '../../src/base/evidence.ts';
import { Lines } from '../../src/base/lines.ts';
import type { Finding, Severity } from '../../src/checklist/finding.ts';
import { readFolder } from './workspace.ts';

/** A case of a rule: the files of a small project, and where its fixed form is kept. */
export interface RuleCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What `evidence.json` of a folder says of its files. */
  readonly evidence: readonly Evidence[];
  /** Where the fixed form of a file of the project is kept, also of one that a fix makes. */
  readonly fixedPath: (path: string) => string;
  /** All fixed forms that are kept. */
  readonly fixed: readonly string[];
}

/** A mark `#   ^^^^ message-key` or `# ^^^ message-key (hint)` under the marked text. */
export interface Mark {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly key: string;
  readonly severity: Severity | undefined;
}

const rulesFolder = 'src/checklist/rules';

export function ruleIds(): string[] {
  return readdirSync(rulesFolder).flatMap((area) =>
    readdirSync(join(rulesFolder, area)).map((name) => `${area}/${name}`),
  );
}

export function casesOf(rule: string): RuleCase[] {
  const folder = join(rulesFolder, rule, 'cases');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !/\.fixed(\.exs?)?$/.test(name))
    .map((name) => readCase(folder, name));
}

function readCase(folder: string, name: string): RuleCase {
  const path = join(folder, name);
  const fixedFolder = `${path.replace(/\.exs?$/, '')}.fixed`;
  const inFolder = (file: string): string => join(fixedFolder, file);
  const made = existsSync(fixedFolder) ? Object.keys(readFolder(fixedFolder)).map(inFolder) : [];
  if (statSync(path).isDirectory()) {
    const { 'evidence.json': evidence, ...files } = readFolder(path);
    return { name, files, evidence: evidenceIn(evidence, files), fixedPath: inFolder, fixed: made };
  }
  const own = projectPath(name);
  const fixed = path.replace(/\.(exs?)$/, '.fixed.$1');
  return {
    name,
    files: { [own]: readFileSync(path, 'utf8') },
    evidence: [],
    fixedPath: (file) => (file === own ? fixed : inFolder(file)),
    fixed: existsSync(fixed) ? [fixed, ...made] : made,
  };
}

/**
 * Evidence as cases and pages write it: without the hash of the text, for it is about the file as it stands there, and
 * without what is the same each time. A lone file needs no path.
 */
export function evidenceIn(json: string | undefined, files: Readonly<Record<string, string>>): Evidence[] {
  const written = json === undefined ? [] : (JSON.parse(json) as Partial<Evidence>[]);
  return written.map((evidence) => {
    const path = evidence.path ?? Object.keys(files)[0] ?? '';
    const text = files[path];
    if (text === undefined) throw new Error(`there is evidence of ${path}, which is not there`);
    const engine = { name: 'PGlite', version: '18.6' };
    const rest = evidence.kind === 'index' ? { rows: 100_000, using: 'btree' } : { faults: [], rowFaults: [] };
    return { engine, ...rest, ...evidence, path, textHash: textHash(text) } as Evidence;
  });
}

/** A lone `.ex` is a file of `lib`, a lone `.exs` is a migration. */
export function projectPath(name: string): string {
  return name.endsWith('.exs') ? `priv/repo/migrations/20250101000000_${basename(name)}` : `lib/${basename(name)}`;
}

export function marksIn(path: string, text: string): Mark[] {
  if (path.endsWith('.marks')) return listedMarks(path.slice(0, -'.marks'.length), text);
  const lines = text.split('\n');
  return lines.flatMap((line, index): Mark[] => {
    const match = /^(\s*#\s*)(\^+)\s+([\w-]+)(?:\s+\((\w+)\))?\s*$/.exec(line);
    if (match === null) return [];
    let marked = index;
    while (marked > 0 && /^\s*#\s*\^+/.test(lines[marked] ?? '')) marked--;
    const column = (match[1]?.length ?? 0) + 1;
    return [
      {
        path,
        line: marked + 1,
        column,
        endColumn: column + (match[2]?.length ?? 0),
        key: match[3] ?? '',
        severity: match[4] as Severity | undefined,
      },
    ];
  });
}

/** Marks of a file that has no comments (`x.json.marks`): lines such as `12:3-18 message-key`. */
function listedMarks(path: string, text: string): Mark[] {
  return [...text.matchAll(/^(\d+):(\d+)-(\d+) ([\w-]+)$/gm)].map(([, line, column, end, key]) => ({
    path,
    line: Number(line),
    column: Number(column),
    endColumn: Number(end),
    key: key ?? '',
    severity: undefined,
  }));
}

/** The mark that a finding would have; one over several lines is marked on its first. */
export function markOf(finding: Finding, text: string, ruleSeverity: Severity): Mark {
  const lines = new Lines(text);
  const start = lines.positionAt(finding.at.start);
  const end = lines.positionAt(finding.at.end);
  return {
    path: finding.at.path,
    line: start.line,
    column: start.column,
    endColumn: end.line === start.line ? end.column : lines.textOf(start.line).length + 1,
    key: finding.key,
    severity: finding.severity === ruleSeverity ? undefined : finding.severity,
  };
}

export function printMark(mark: Mark): string {
  const severity = mark.severity === undefined ? '' : ` (${mark.severity})`;
  return `${basename(dirname(mark.path))}/${basename(mark.path)}:${mark.line}:${mark.column}-${mark.endColumn} ${mark.key}${severity}`;
}
