import { nothingSentence, planOutline, refusedSentence, type PlanEntry, type PlanLine } from './plan-outline.ts';
import type { PlanReport } from './plan-report.ts';

/** What is looked at: the migration as it would be written, or what it would send to the database. */
export type PlanView = 'elixir' | 'sql';

/** A plan as the text of one document. */
export interface PlanDocument {
  readonly text: string;
  readonly places: readonly PlanDocumentPlace[];
}

/** Something in the text that a line of the project asks for. Lines count from 1, columns from 0; ends are exclusive. */
export interface PlanDocumentPlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly cause: PlanLine | undefined;
  /** Sentences on what it costs; empty where that is nothing. */
  readonly cost: readonly string[];
  /** Whether rows are read or written while others wait for the lock. */
  readonly isHeavy: boolean;
}

export interface PlanDocumentContext {
  /** Whether codegen was ever run. */
  readonly hasSnapshots: boolean;
}

/** Sentences of comments are broken here: the document stands beside another one. */
const width = 76;

/** The migrations below a comment with everything else that there is to say. */
export function planDocument(report: PlanReport, view: PlanView, context: PlanDocumentContext): PlanDocument {
  const writer = new Writer(view === 'elixir' ? '#' : '--');
  for (const sentence of introduction(report, context)) writer.comment(sentence, '');
  for (const { title, entries } of planOutline(report)) {
    writer.comment('', '');
    writer.comment(title, '');
    for (const entry of entries) writeEntry(writer, entry);
  }
  for (const migration of report.migrations) {
    writer.line('');
    writer.comment(migration.path, '');
    if (!migration.transaction && view === 'sql') writer.comment('Runs without a transaction.', '');
    writer.code(migration[view], migration.places[view]);
  }
  return writer.document();
}

function introduction(report: PlanReport, { hasSnapshots }: PlanDocumentContext): string[] {
  const { name } = report;
  if (report.refused !== undefined) return [`${refusedSentence} ${report.refused}`];
  const isNothing = report.migrations.length === 0;
  if (hasSnapshots && isNothing) return [nothingSentence(report)];
  if (hasSnapshots)
    return [
      `What \`mix ash.codegen ${name}\` would write for the resources as they are typed. Nothing is written yet.`,
    ];
  if (!isNothing)
    return [`This project has no resource snapshots yet: \`mix ash.codegen ${name}\` would make every table anew.`];
  return [
    nothingSentence(report),
    'This project has no resource snapshots, and no resource was found that AshPostgres keeps in a table.',
  ];
}

function writeEntry(writer: Writer, { finding, place, text, answer }: PlanEntry): void {
  const head = finding === undefined ? '' : `${finding.severity}[${finding.rule}]`;
  if (place !== undefined) writer.placed(head, place);
  else if (head !== '') writer.comment(head, '  ');
  writer.comment(text, head === '' && place === undefined ? '  ' : '    ');
  if (answer !== undefined) writer.comment(`→ ${answer.text}`, '    ');
}

/** Puts lines together and remembers where in them something comes from. */
class Writer {
  readonly #mark: string;
  readonly #lines: string[] = [];
  readonly #places: PlanDocumentPlace[] = [];

  constructor(mark: string) {
    this.#mark = mark;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  /** A paragraph, broken where it is too long. */
  comment(text: string, indent: string): void {
    for (const paragraph of text.split('\n')) {
      for (const line of brokenLines(paragraph, width - indent.length))
        this.line(`${this.#mark} ${indent}${line}`.trimEnd());
    }
  }

  placed(head: string, place: PlanLine): void {
    const before = `${this.#mark}   ${head}${head === '' ? '' : ' '}`;
    const shown = `${place.path}:${place.line}`;
    this.line(before + shown);
    const start = before.length;
    this.#places.push({
      ...{ line: this.#lines.length, start, end: start + shown.length },
      cause: place,
      cost: [],
      isHeavy: false,
    });
  }

  code(text: string, places: PlanReport['migrations'][number]['places']['elixir']): void {
    const before = this.#lines.length;
    this.#lines.push(...text.trimEnd().split('\n'));
    for (const place of places) {
      const line = before + place.line;
      this.#places.push({ ...place, line, ...nameIn(this.#lines[line - 1] ?? '') });
    }
  }

  document(): PlanDocument {
    return { text: `${this.#lines.join('\n')}\n`, places: this.#places };
  }
}

/** The path in a remark, the table or column of a command; the first word where there is none of these. */
function nameIn(line: string): { readonly start: number; readonly end: number } {
  const found = /(?<=^-- ).+/d.exec(line) ?? /(?<![\w:]):(?:"[^"]*"|\w+[?!]?)/d.exec(line) ?? /\S+/d.exec(line);
  const [start, end] = found?.indices?.[0] ?? [0, line.length];
  return { start, end };
}

function brokenLines(text: string, length: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > length) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
