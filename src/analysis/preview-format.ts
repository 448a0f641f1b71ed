import { Lines } from '../base/lines.ts';
import { lineLength } from '../elixir/formatter.ts';
import { descendants } from '../elixir/walk.ts';
import type { ProposedFile, ReportedProblem } from './port.ts';
import type { Workspace } from './workspace.ts';

/** A string of this length is what makes a line long: the formatter does not break strings. */
const longString = 40;

/** Where the form of a file is not kept: line breaks, the final one, indentation, and lines that are too long. */
export function checkFormat({ path, before, after }: ProposedFile, workspace: Workspace): ReportedProblem[] {
  if (after === undefined || after === before) return [];
  const added = addedLines(before ?? '', after);
  const tooLong = /\.exs?$/.test(path) ? tooLongLines(path, after, added, workspace) : [];
  const complaints = [
    lineBreaks(before, after),
    finalBreak(before, after),
    ...added.map((line) => indentation(before, line)),
    ...tooLong.map(({ line }) => ({ line, message: `Line ${line} is longer than ${lineLength} characters.` })),
  ];
  return complaints.flatMap((complaint) => (complaint === undefined ? [] : [{ path, ...complaint }]));
}

type Complaint = Omit<ReportedProblem, 'path'>;

interface AddedLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

function lineBreaks(before: string | undefined, after: string): Complaint | undefined {
  const [was, is] = [kindOfBreaks(before ?? ''), kindOfBreaks(after)];
  if (is === 'none' || was === 'mixed' || is === was) return undefined;
  const isNew = was === 'none';
  if (isNew && is !== 'mixed') return undefined;
  const message = isNew
    ? 'Some lines end with CR LF, and some with LF.'
    : `Lines ended with ${was} before, and now ${is === 'mixed' ? 'some do not' : `with ${is}`}.`;
  return { message };
}

function kindOfBreaks(text: string): 'none' | 'LF' | 'CR LF' | 'mixed' {
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  if (all === 0) return 'none';
  return windows === 0 ? 'LF' : windows === all ? 'CR LF' : 'mixed';
}

function finalBreak(before: string | undefined, after: string): Complaint | undefined {
  if (after === '' || after.endsWith('\n')) return undefined;
  const isNew = before === undefined || before === '';
  if (!isNew && !before.endsWith('\n')) return undefined;
  return { message: isNew ? 'The last line has no line break.' : 'The line break at the end of the file is gone.' };
}

/** Lines that no line before had, wherever it stood. */
function addedLines(before: string, after: string): AddedLine[] {
  const known = new Set(splitLines(before));
  return splitLines(after)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => !known.has(text));
}

function splitLines(text: string): string[] {
  return text.split(/\r?\n/);
}

function indentation(before: string | undefined, { text, line }: AddedLine): Complaint | undefined {
  const usesTab = /^ *\t/.test(text);
  if (!usesTab && !/^ {2,}\S/.test(text)) return undefined;
  const tabs = before === undefined ? 0 : (before.match(/^\t+\S/gm) ?? []).length;
  const spaces = before === undefined ? 1 : (before.match(/^ {2,}\S/gm) ?? []).length;
  if (tabs > 0 === spaces > 0) return undefined;
  if (usesTab === tabs > 0) return undefined;
  const message = usesTab
    ? `Line ${line} is indented with tabs, the file with spaces.`
    : `Line ${line} is indented with spaces, the file with tabs.`;
  return { line, message };
}

/** Comments stay as long as they are, and so does what holds a long string. */
function tooLongLines(path: string, text: string, added: readonly AddedLine[], workspace: Workspace): AddedLine[] {
  const long = added.filter((line) => lengthOf(line.text) > lineLength && !line.text.trimStart().startsWith('#'));
  const result = long.length === 0 ? undefined : workspace.parse(path, text);
  if (result?.ok !== true) return [];
  const lines = new Lines(text);
  const exempt = new Set<number>();
  for (const { kind, start, end } of result.syntax.body.flatMap((expr) => [...descendants(expr)])) {
    if (kind !== 'string' && kind !== 'sigil') continue;
    const [first, last] = [lines.lineAt(start), lines.lineAt(end)];
    if (first === last && end - start < longString) continue;
    for (let line = first; line <= last; line++) exempt.add(line);
  }
  return long.filter(({ line }) => !exempt.has(line));
}

/** In characters, as the formatter counts: one outside the basic plane has two code units. */
function lengthOf(line: string): number {
  return line.replaceAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ' ').length;
}
