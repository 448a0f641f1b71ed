import type { Evidence } from '../base/evidence.ts';
import { holdsFor } from '../checklist/known-evidence.ts';
import type { Rule } from '../checklist/rule.ts';
import { Examination } from './examination.ts';
import { fileKind } from './file-kind.ts';
import type { LineTables } from './line-tables.ts';
import type { MigrationSelection, Preview, PreviewRequest, ProposedFile, ReportedFinding } from './port.ts';
import { compareFindings } from './preview-findings.ts';
import { checkFormat } from './preview-format.ts';
import { undefinedNames } from './preview-names.ts';
import { findSyntaxProblem } from './preview-syntax.ts';
import type { FileChange, Workspace } from './workspace.ts';

/** Puts texts in place, looks what that changes, and leaves the workspace as it was. */
export function preview(
  workspace: Workspace,
  rules: ReadonlyMap<string, Rule>,
  lines: LineTables,
  request: PreviewRequest,
): Preview {
  const { files } = request;
  // That codegen has to be run after an edit of a resource is no fault of the edit.
  const judging = new Map([...rules].filter(([id]) => !id.startsWith('drift/')));
  const paths = files.map(({ path }) => path);
  const evidence = (request.evidence ?? []).filter((each) => outlasts(each, files));
  const brokenBefore = new Set(files.filter(isBrokenBefore).map(({ path }) => path));
  const broken = files.flatMap(({ path, after }) =>
    after === undefined || brokenBefore.has(path) ? [] : (findSyntaxProblem(workspace, path, after) ?? []),
  );
  return workspace.borrow((apply) => {
    apply(files.flatMap(({ path, before }) => differing(workspace, path, before)));
    const before = look();
    apply(files.flatMap(({ path, after }) => differing(workspace, path, after)));
    const after = look();
    const { fixed, added, kept } = compareFindings(before.findings, after.findings, {
      brokenBefore,
      brokenAfter: new Set(broken.map(({ path }) => path)),
      created: new Set(files.filter((file) => file.before === undefined).map(({ path }) => path)),
      removed: new Set(files.filter((file) => file.after === undefined).map(({ path }) => path)),
    });
    return {
      broken,
      fixed,
      added,
      remaining: kept.filter(({ path }) => paths.includes(path)).length,
      unresolved: [...after.names].filter(([key]) => !before.names.has(key)).map(([, print]) => print()),
      open: openAmong(workspace, paths),
      format: files.flatMap((file) => checkFormat(file, workspace)),
    };
  });

  function isBrokenBefore({ path, before }: ProposedFile): boolean {
    return before !== undefined && findSyntaxProblem(workspace, path, before) !== undefined;
  }

  function look(): { findings: readonly ReportedFinding[]; names: ReturnType<typeof undefinedNames> } {
    const migrations = withMigrations(request.migrations, paths);
    const whole = { ...request, migrations, evidence, only: undefined, scope: undefined };
    const examination = new Examination(workspace, judging, lines, whole);
    const found = examination.suppress(examination.examineAll(), workspace.paths());
    return { findings: examination.tell(found).map(({ reported }) => reported), names: undefinedNames(workspace) };
  }
}

/** What is known of the text that a file had says nothing of the one that it gets, and so is no finding that was fixed. */
function outlasts(evidence: Evidence, files: readonly ProposedFile[]): boolean {
  const file = files.find(({ path }) => path === evidence.path);
  return file === undefined || (file.after !== undefined && holdsFor(file.after)(evidence));
}

/** Reading a text anew costs more than seeing that it is the same. */
function differing(workspace: Workspace, path: string, text: string | undefined): FileChange[] {
  const known = workspace.has(path) ? workspace.textOf(path) : undefined;
  return known === text ? [] : [{ path, text }];
}

function withMigrations(selection: MigrationSelection, paths: readonly string[]): MigrationSelection {
  if (selection.kind === 'all') return selection;
  const proposed = paths.filter((path) => fileKind(path) === 'migration');
  return { ...selection, paths: [...new Set([...selection.paths, ...proposed])] };
}

function openAmong(workspace: Workspace, paths: readonly string[]): Preview['open'] {
  return workspace.project.resources().flatMap(({ module, path, openBecause: [first] }) => {
    if (first === undefined || !paths.includes(path)) return [];
    return [{ resource: module, reason: first.reason }];
  });
}
