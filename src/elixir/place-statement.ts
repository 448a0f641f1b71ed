import { Lines } from '../base/lines.ts';
import type { Span } from '../base/span.ts';
import { insertion, type TextEdit } from '../base/text-edit.ts';
import type { Declaration } from './declaration.ts';
import { appendLine, appendSection, isEditable } from './edits.ts';
import { lineBreakOf } from './formatter.ts';

/** A module with sections, such as a resource. */
export interface Sections {
  readonly text: string;
  readonly path: string;
  readonly module: Span;
  /** Top-level blocks by name. */
  readonly sections: ReadonlyMap<string, readonly Declaration[]>;
  /** Names of sections in the order in which new ones are put. */
  readonly order: readonly string[];
}

/**
 * Adds a statement to a section such as `['postgres', 'references']`, behind its last one, and sets it off by blank
 * lines as the formatter would. A section that is not there yet is put where its order has it. `staysLast` names
 * statements that keep their place at the end.
 */
export function placeStatement(
  place: Sections,
  path: readonly string[],
  statement: string,
  staysLast: (declaration: Declaration) => boolean = () => false,
): TextEdit | undefined {
  const [top, ...rest] = path;
  if (top === undefined) return undefined;
  const block = (place.sections.get(top) ?? []).findLast((candidate) => isOpenBlock(candidate, place.path));
  if (block === undefined) return placeSection(place, top, nested(path, statement));
  let owner = block;
  for (const [index, name] of rest.entries()) {
    const child: Declaration | undefined = owner.body.findLast(
      (candidate) => candidate.name === name && isOpenBlock(candidate, place.path),
    );
    if (child === undefined) return placeInBlock(place, owner, nested(rest.slice(index), statement), staysLast);
    owner = child;
  }
  return placeInBlock(place, owner, statement, staysLast);
}

/** The statements of a block that can be edited where it stands. */
export function ownStatements(block: Declaration): readonly Declaration[] {
  const { block: span } = block;
  if (span === undefined) return [];
  return block.body.filter(
    (child) => isEditable(child, block.path) && child.start >= span.start && child.end <= span.end,
  );
}

/** The blank lines that the formatter puts around a statement of several lines, where they are not there yet. */
export function blankLinesAround(text: string, statement: Span): TextEdit[] {
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  const [first, last] = [lines.lineAt(statement.start), lines.lineAt(statement.end)];
  if (first === last) return [];
  const above = lines.textOf(first - 1).trim();
  const below = lines.textOf(last + 1).trim();
  const isLed = first > 1 && above !== '' && !above.startsWith('#') && !/(\bdo|->)$/.test(above);
  const isFollowed = below !== '' && !/^end\b/.test(below);
  return [
    ...(isLed ? [insertion(lines.startOf(first), newline)] : []),
    ...(isFollowed ? [insertion(lines.startOf(last + 1), newline)] : []),
  ];
}

function isOpenBlock(declaration: Declaration, path: string): boolean {
  return isEditable(declaration, path) && !declaration.conditional && declaration.block?.inline === false;
}

function placeInBlock(
  { text }: Sections,
  owner: Declaration,
  statement: string,
  staysLast: (declaration: Declaration) => boolean,
): TextEdit | undefined {
  const { block } = owner;
  if (block === undefined) return undefined;
  const own = ownStatements(owner);
  const lastFree = own.findLastIndex((child) => !staysLast(child));
  const anchor = own[lastFree];
  const follower = own[lastFree + 1];
  if (anchor !== undefined) return placeBehind(text, anchor, statement) ?? appendLine(text, owner, block, statement);
  return follower === undefined ? appendLine(text, owner, block, statement) : placeBefore(text, follower, statement);
}

/** Undefined where something else stands on the anchor's last line. */
function placeBehind(text: string, anchor: Span, statement: string): TextEdit | undefined {
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  const first = lines.lineAt(anchor.start);
  const last = lines.lineAt(anchor.end);
  const lineEnd = lines.startOf(last) + lines.textOf(last).length;
  const indent = lines.indentOf(first);
  const isAlone = text.slice(lines.startOf(first), anchor.start).trim() === '';
  if (!isAlone || !/^\s*(#.*)?$/.test(text.slice(anchor.end, lineEnd))) return undefined;
  const isSpread = statement.includes('\n');
  const next = lines.textOf(last + 1).trim();
  const before = isSpread || last > first ? newline : '';
  const after = isSpread && next !== '' && !/^end\b/.test(next) ? newline : '';
  return insertion(lineEnd, `${newline}${before}${indented(statement, indent, newline)}${after}`);
}

/** In front of a statement and of the comment above it. */
function placeBefore(text: string, follower: Span, statement: string): TextEdit {
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  let line = lines.lineAt(follower.start);
  const indent = lines.indentOf(line);
  while (
    line > 1 &&
    lines
      .textOf(line - 1)
      .trim()
      .startsWith('#')
  )
    line--;
  const isSpread = statement.includes('\n') || text.slice(follower.start, follower.end).includes('\n');
  const after = isSpread ? newline : '';
  return insertion(lines.startOf(line), `${indented(statement, indent, newline)}${newline}${after}`);
}

/** Behind the section that comes before it in their order, else in front of the next one, else at the module's end. */
function placeSection(place: Sections, name: string, section: string): TextEdit | undefined {
  const { text, module, order } = place;
  const rank = (candidate: string): number => order.indexOf(candidate);
  const written = topSections(place).filter((block) => rank(block.name) !== -1);
  const byRank = [...written].sort((a, b) => rank(a.name) - rank(b.name) || a.start - b.start);
  const before = rank(name) === -1 ? undefined : byRank.findLast((block) => rank(block.name) < rank(name));
  const behind = before === undefined ? undefined : placeBehind(text, before, section);
  if (behind !== undefined) return behind;
  const after = rank(name) === -1 ? undefined : byRank.find((block) => rank(block.name) > rank(name));
  return after === undefined ? appendSection(text, module, section) : placeBefore(text, after, section);
}

/** Blocks that stand directly in the module; others may be nested by mistake, or under a condition. */
function topSections({ text, path, module, sections }: Sections): Declaration[] {
  const lines = new Lines(text);
  const indent = `${lines.indentOf(lines.lineAt(module.start))}  `;
  return [...sections.values()]
    .flat()
    .filter((block) => isOpenBlock(block, path) && block.start > module.start && block.end < module.end)
    .filter((block) => lines.indentOf(lines.lineAt(block.start)) === indent);
}

function nested(path: readonly string[], statement: string): string {
  return path.reduceRight((inner, name) => `${name} do\n${indented(inner, '  ', '\n')}\nend`, statement);
}

function indented(code: string, indent: string, newline: string): string {
  return code
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join(newline);
}
