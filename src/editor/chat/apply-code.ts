import type { ChangeSet } from '../../architect/change-set.ts';
import { findByModule } from '../../architect/context/model-view.ts';
import { loadModel, type LookUp } from '../../architect/context/look-up.ts';

/** Where a piece of code goes that is no whole module: a file and a range of offsets. */
export interface CodeTarget {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export type CodeChange =
  | { readonly ok: true; readonly changes: ChangeSet }
  /** A sentence for the user. */
  | { readonly ok: false; readonly reason: string };

/**
 * What a code block of an answer makes of the project. A whole module goes to the file that holds it, or to a new one
 * where its name says; anything else goes to where the cursor is. Nothing is written.
 */
export async function changeOfCode(code: string, target: CodeTarget | undefined, lookUp: LookUp): Promise<CodeChange> {
  const module = wholeModule(code);
  return module === undefined ? atCursor(code, target, lookUp) : wholeFile(code, module, lookUp);
}

/** The name of the module that is all there is in a text. */
export function wholeModule(code: string): string | undefined {
  const lines = code.trimEnd().split('\n');
  const tops = lines.filter((line) => /^\S/.test(line) && !line.startsWith('#'));
  const name = /^defmodule ([A-Z][\w.]*) do$/.exec(tops[0] ?? '')?.[1];
  return name !== undefined && tops.length === 2 && tops[1] === 'end' ? name : undefined;
}

async function wholeFile(code: string, module: string, lookUp: LookUp): Promise<CodeChange> {
  const { resources, domains, types } = await loadModel(lookUp);
  const known = findByModule(
    [...resources, ...domains, ...types].filter((entry) => entry.module === module),
    module,
  );
  const path = known?.path ?? `lib/${module.split('.').map(underscored).join('/')}.ex`;
  const file = await lookUp.files.read(path);
  if (file.kind === 'refused') return { ok: false, reason: file.reason };
  const before = file.kind === 'text' ? file.text : undefined;
  if (before !== undefined && (before.match(/^\s*defmodule /gm) ?? []).length > 1) {
    return {
      ok: false,
      reason: `\`${path}\` holds several modules. Put the cursor where the code goes, or edit it by hand.`,
    };
  }
  return changing(
    path,
    before,
    `${code.trimEnd()}\n`,
    before === undefined ? `Create \`${path}\`.` : `Replace \`${path}\` by the code block.`,
  );
}

async function atCursor(code: string, target: CodeTarget | undefined, lookUp: LookUp): Promise<CodeChange> {
  if (target === undefined) {
    return { ok: false, reason: 'Open the file and put the cursor where the code goes, then apply it.' };
  }
  const file = await lookUp.files.read(target.path);
  if (file.kind !== 'text') return { ok: false, reason: `\`${target.path}\` cannot be read, so nothing is applied.` };
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', target.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const isBlankBefore = text.slice(lineStart, target.start).trim() === '';
  const piece = indented(code, indent);
  // At the start of a line, or in its indentation, the code gets lines of its own.
  const after =
    target.start === target.end && isBlankBefore
      ? `${text.slice(0, lineStart)}${piece}\n${text.slice(lineStart)}`
      : `${text.slice(0, isBlankBefore ? lineStart : target.start)}${isBlankBefore ? piece : piece.trimStart()}${text.slice(target.end)}`;
  const what =
    target.start === target.end ? 'Insert the code block into' : 'Replace the selection by the code block in';
  return changing(target.path, text, after, `${what} \`${target.path}\`.`);
}

function changing(path: string, before: string | undefined, after: string, summary: string): CodeChange {
  if (before === after) return { ok: false, reason: `\`${path}\` has this text already.` };
  return { ok: true, changes: { summary, files: [{ path, before, after: withBreaksOf(before, after) }] } };
}

/** The file's kind of line break, throughout. */
function withBreaksOf(before: string | undefined, after: string): string {
  return before?.includes('\r\n') === true ? after.replace(/\r?\n/g, '\r\n') : after;
}

/** The code with the least indentation of its lines taken off, and another one put on. */
function indented(code: string, indent: string): string {
  const lines = code.replace(/\s+$/, '').split(/\r?\n/);
  const depths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const depth = Math.min(...depths);
  return lines.map((line) => (line.trim() === '' ? '' : indent + line.slice(depth))).join('\n');
}

function underscored(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
