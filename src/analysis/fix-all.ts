import { diffLines } from 'diff';
import { applyEdits, overlap, type FileEdit, type TextEdit } from '../base/text-edit.ts';
import type { Rule } from '../checklist/rule.ts';
import { Examination } from './examination.ts';
import type { LineTables } from './line-tables.ts';
import type { CheckRequest, FixAllRequest, FixAllResult, ReportedFinding } from './port.ts';
import type { Workspace } from './workspace.ts';

/** Fixes may make room for others; more rounds than this mean that two of them undo each other. */
const roundLimit = 8;

/** Applies fixes until none is left, tells what that changes, and leaves the workspace as it was. */
export function fixAll(
  workspace: Workspace,
  rules: ReadonlyMap<string, Rule>,
  lines: LineTables,
  request: FixAllRequest,
): FixAllResult {
  const originals = new Map<string, string | undefined>();
  let fixed = 0;
  try {
    for (let round = 0; round < roundLimit; round++) {
      const chosen = chooseFixes(findIn(workspace, rules, lines, request), request);
      if (chosen.length === 0) break;
      fixed += chosen.length;
      applyTo(workspace, chosen.flat(), originals);
    }
    const edits = [...originals].map(([path, before]) => ({
      path,
      edits: editsBetween(before ?? '', workspace.textOf(path)),
    }));
    return { edits: edits.filter((edit) => edit.edits.length > 0), fixed };
  } finally {
    workspace.apply([...originals].map(([path, text]) => ({ path, text })));
  }
}

function findIn(
  workspace: Workspace,
  rules: ReadonlyMap<string, Rule>,
  lines: LineTables,
  request: CheckRequest,
): ReportedFinding[] {
  const examination = new Examination(workspace, rules, lines, request);
  const found = examination.suppress(examination.examineAll(), workspace.paths());
  return examination.tell(found).map(({ reported }) => reported);
}

/** One fix per finding, as long as they do not touch the same text. */
function chooseFixes(findings: readonly ReportedFinding[], { choose }: FixAllRequest): (readonly FileEdit[])[] {
  const chosen: (readonly FileEdit[])[] = [];
  for (const { fixes } of findings) {
    const fix = choose === 'safe' ? fixes.find(({ safe }) => safe) : fixes[0];
    if (fix?.choice !== undefined) continue;
    if (fix !== undefined && !fix.edits.some((edit) => collides(edit, chosen.flat()))) chosen.push(fix.edits);
  }
  return chosen;
}

function collides(edit: FileEdit, others: readonly FileEdit[]): boolean {
  const taken = others.filter(({ path }) => path === edit.path).flatMap(({ edits }) => edits);
  return edit.edits.some((own) => taken.some((other) => overlap(own, other)));
}

function applyTo(workspace: Workspace, edits: readonly FileEdit[], originals: Map<string, string | undefined>): void {
  const paths = new Set(edits.map(({ path }) => path));
  const changes = [...paths].map((path) => {
    if (!originals.has(path)) originals.set(path, workspace.has(path) ? workspace.textOf(path) : undefined);
    const own = edits.filter((edit) => edit.path === path).flatMap((edit) => edit.edits);
    return { path, text: applyEdits(workspace.textOf(path), own) };
  });
  workspace.apply(changes);
}

/** Edits that turn one text into another, line by line. */
export function editsBetween(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = 0;
  let open: { start: number; end: number; text: string } | undefined;
  for (const { value, added, removed } of diffLines(before, after)) {
    if (!added && !removed) {
      if (open !== undefined) edits.push(open);
      open = undefined;
      offset += value.length;
      continue;
    }
    open ??= { start: offset, end: offset, text: '' };
    if (added) open = { ...open, text: open.text + value };
    else {
      offset += value.length;
      open = { ...open, end: offset };
    }
  }
  return open === undefined ? edits : [...edits, open];
}
