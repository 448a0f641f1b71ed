import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { ProofError } from './proof-report.ts';
import type { Refused } from './sql-error.ts';

/**
 * Something that a database should have gone through and did not: what a text does not decide, what this engine lacks,
 * what cannot be run because of those, what took too long, and what snapshots do not tell.
 */
export type Gap =
  | (Place & {
      readonly kind: 'opaque';
      readonly reason: string;
      /** What the names of all that it touches begin with, where that is known. */
      readonly reach: string | undefined;
    })
  | (Place & { readonly kind: 'follows' | 'skipped'; readonly reason: string })
  | (Place & { readonly kind: 'extension'; readonly extension: string })
  | { readonly kind: 'snapshots' };

interface Place {
  readonly path: string;
  readonly line: number;
}

/** The extension that a statement asks for and this server does not have. */
export function missingExtensionIn(sql: string, error: Pick<Refused, 'message'>): string | undefined {
  if (!/extension .* is not available|could not open extension control file/i.test(error.message)) return undefined;
  return /\bCREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?"?([\w-]+)"?/i.exec(sql)?.[1];
}

/**
 * What a migration cannot bring and a server may have: roles and tablespaces belong to the whole server, and what other
 * programs provide is not in the text either.
 */
export function outsideOf(error: Pick<ProofError, 'message' | 'sqlstate'>): string | undefined {
  const role = /^(role|tablespace) "([^"]+)" does not exist/.exec(error.message);
  if (role !== null) return `the ${role[1] ?? ''} \`${role[2] ?? ''}\`, which belongs to the whole server,`;
  if (error.sqlstate === '42501') return 'a right that the proof does not have';
  return undefined;
}

/** Those that can have to do with what some texts are about. */
export function gapsAbout(gaps: readonly Gap[], ...texts: readonly string[]): Gap[] {
  return gaps.filter(
    (gap) => gap.kind !== 'opaque' || gap.reach === undefined || texts.some((text) => text.includes(gap.reach ?? '')),
  );
}

/** Whether rows that were passed over, since only code writes them, may be all that is wrong. */
export function mayComeFromRows(
  { sqlstate }: Pick<ProofError, 'sqlstate'>,
  passages: readonly { readonly passedOver: readonly unknown[] }[],
): boolean {
  return /^2[23]/.test(sqlstate ?? '') && passages.some(({ passedOver }) => passedOver.length > 0);
}

/** What a migration failed at, and what the database had. */
export interface Failure {
  readonly error: Pick<ProofError, 'sqlstate' | 'message'>;
  readonly sql: string;
  /** Keys of what stood there before the migration, or after `up`: `objectKeys`. */
  readonly known: ReadonlySet<string>;
  /** Those of what `up` made itself. */
  readonly own: ReadonlySet<string>;
}

/**
 * Whether an error may be there only because the database went through less than it should have. Sure are those that
 * Ecto raises, those of form, those about something missing that the database had (it was there, and was not the
 * trouble), and those about something in the way that the migration made itself.
 */
export function mayComeFromGaps({ error, sql, known, own }: Failure, gaps: readonly Gap[]): boolean {
  const { sqlstate, message } = error;
  if (gaps.length === 0 || sqlstate === null || ofForm.has(sqlstate)) return false;
  if (missing.has(sqlstate)) return !names(message, sql, known);
  if (!standing.has(sqlstate)) return true;
  return !names(message, sql, own) && gaps.some(({ kind }) => kind !== 'extension' && kind !== 'follows');
}

/** How objects are looked up by what messages call them; a column of one table is none of another. */
export function objectKeys(fingerprint: Fingerprint | undefined): string[] {
  return [...(fingerprint?.objects.values() ?? [])].flatMap(({ subject: { kind, schema, table, name } }) =>
    kind === 'column' ? [columnKey(table ?? '', name)] : [name, `${schema ?? 'public'}.${name}`],
  );
}

function columnKey(table: string, column: string): string {
  return `column ${column} of ${table}`;
}

/** Whether what a message names first is one of the objects. Without a table, the statement says which it may be. */
function names(message: string, sql: string, keys: ReadonlySet<string>): boolean {
  const [, column, table] = /^column "([^"]+)"(?: of relation "([^"]+)")?/.exec(message) ?? [];
  if (column !== undefined && table !== undefined) return keys.has(columnKey(table, column));
  if (column !== undefined) {
    const words = sql.match(/[\w$]+/g) ?? [];
    return words.some((word) => keys.has(columnKey(word, column)));
  }
  const name = /"([^"]+)"/.exec(message)?.[1];
  if (name === undefined || name.includes('.')) return name !== undefined && keys.has(name);
  return keys.has(/^(?:relation|table|index|view|sequence) /.test(message) ? `public.${name}` : name);
}

/** Syntax, and a command that no transaction may hold. */
const ofForm: ReadonlySet<string> = new Set(['42601', '25001']);

/** Undefined tables, columns, functions, schemas and other objects. */
const missing: ReadonlySet<string> = new Set(['42P01', '42703', '42883', '3F000', '42704']);

/** What something that stands is in the way of; what is missing because of an extension would only be more. */
const standing: ReadonlySet<string> = new Set(['2BP01', '42P07', '42701', '42710', '42804', '42P16']);

/** Why the state before is not quite what it should be, as the end of a sentence. What is told may name the extension. */
export function gapReason(gaps: readonly Gap[], about = ''): string {
  const gap = gaps.find((one) => one.kind === 'extension' && about.includes(one.extension)) ?? gaps[0];
  if (gap === undefined) throw new Error('there is no gap to give a reason for');
  if (gap.kind === 'snapshots') return 'the state before was made from snapshots, which do not tell everything';
  const place = `\`${gap.path}\` line ${gap.line}`;
  if (gap.kind === 'extension') return `${place} needs the extension \`${gap.extension}\`, which is not to be had here`;
  return `${place} was not run before it: ${gap.reason.replace(/\.$/, '')}`;
}

/** One sentence for each migration that was not run in full. */
export function gapWarnings(gaps: readonly Gap[]): { message: string }[] {
  const first = new Map<string, Gap>();
  for (const gap of gaps) {
    const key = gap.kind === 'snapshots' ? '' : gap.path;
    if (!first.has(key)) first.set(key, gap);
  }
  return [...first.values()].map((gap) => {
    const reason = gapReason([gap]);
    return { message: `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.` };
  });
}
