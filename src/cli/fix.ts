import { createTwoFilesPatch } from 'diff';
import type { AnalysisPort, CheckReport, CheckRequest } from '../analysis/port.ts';
import type { FileChange } from '../analysis/workspace.ts';
import { applyEdits, overlap, type FileEdit } from '../base/text-edit.ts';

export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface FixResult {
  readonly changes: readonly FixedFile[];
  readonly fixed: number;
  /** The report on the fixed texts. */
  readonly report: CheckReport;
}

/** Fixes may make room for others; more rounds than this mean that two of them undo each other. */
const roundLimit = 8;

/** Applies safe fixes until none is left. The files on disk are not touched. */
export async function applySafeFixes(
  analysis: AnalysisPort,
  request: CheckRequest,
  first: CheckReport,
  files: readonly FileChange[],
): Promise<FixResult> {
  const originals = new Map(files.map(({ path, text }) => [path, text ?? '']));
  const texts = new Map(originals);
  let report = first;
  let fixed = 0;
  for (let round = 0; round < roundLimit; round++) {
    const chosen = chooseFixes(report);
    if (chosen.length === 0) break;
    fixed += chosen.length;
    const changed = new Set(chosen.flat().map(({ path }) => path));
    for (const path of changed) {
      const edits = chosen.flat().filter((edit) => edit.path === path);
      texts.set(
        path,
        applyEdits(
          texts.get(path) ?? '',
          edits.flatMap((edit) => edit.edits),
        ),
      );
    }
    await analysis.apply([...changed].map((path) => ({ path, text: texts.get(path) })));
    report = await analysis.check(request);
  }
  const changes = [...texts]
    .map(([path, after]) => ({ path, before: originals.get(path) ?? '', after }))
    .filter(({ before, after }) => before !== after);
  return { changes, fixed, report };
}

/** One safe fix per finding, as long as they do not touch the same text. */
function chooseFixes(report: CheckReport): (readonly FileEdit[])[] {
  const chosen: (readonly FileEdit[])[] = [];
  for (const { fixes } of report.findings) {
    const fix = fixes.find(({ safe }) => safe);
    if (fix !== undefined && !fix.edits.some((edit) => collides(edit, chosen.flat()))) chosen.push(fix.edits);
  }
  return chosen;
}

function collides(edit: FileEdit, others: readonly FileEdit[]): boolean {
  const taken = others.filter(({ path }) => path === edit.path).flatMap(({ edits }) => edits);
  return edit.edits.some((own) => taken.some((other) => overlap(own, other)));
}

export function printDiff(changes: readonly FixedFile[]): string {
  return changes
    .map(({ path, before, after }) => createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after))
    .join('');
}
