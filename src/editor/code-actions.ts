import {
  CodeAction,
  CodeActionKind,
  languages,
  workspace,
  type CancellationToken,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type Range,
  type TextDocument,
  type WorkspaceEdit,
} from 'vscode';
import type { ReportedFinding } from '../analysis/port.ts';
import type { Fix } from '../checklist/finding.ts';
import { explainFindingCommand, fixFindingCommand } from './chat-view.ts';
import { chooseFixCommand, nameOf } from './choose-fix.ts';
import { rangeOf, source } from './diagnostics.ts';
import { fixAllCommand } from './fix-commands.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';
import { openRuleCommand } from './rule-pages.ts';
import { suppressInFile, suppressNextLine } from './suppression-edits.ts';
import { toWorkspaceEdit } from './workspace-edits.ts';

const fixAllKind = CodeActionKind.SourceFixAll.append('ashArchitect');

export function registerCodeActions(projects: Projects): Disposable {
  return languages.registerCodeActionsProvider({ language: 'elixir' }, new Actions(projects), {
    providedCodeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
  });
}

/** What can be done about findings, also about those that another extension's error hides. */
class Actions implements CodeActionProvider {
  readonly #projects: Projects;

  constructor(projects: Projects) {
    this.#projects = projects;
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const found = this.#projects.find(document.uri);
    if (found === undefined) return [];
    const { session, path } = found;
    await session.settledAt(path);
    if (token.isCancellationRequested) return [];
    // The source action of one file: it is asked for by name, when a file is saved for instance.
    if (context.only?.contains(fixAllKind) === true) return this.#fixAllSafe(session, path);
    const findings = session.findingsOf(path)?.findings ?? [];
    const here = findings.filter((finding) => rangeOf(finding.range).intersection(range) !== undefined);
    return here.flatMap((finding) => actionsFor(session, document, finding, here.length === 1, context.diagnostics));
  }

  async #fixAllSafe(session: ProjectSession, path: string): Promise<CodeAction[]> {
    const hasSafe = (session.findingsOf(path)?.findings ?? []).some(({ fixes }) => fixes.some(({ safe }) => safe));
    if (!workspace.isTrusted || !hasSafe) return [];
    const { edits } = await session.fixAll(undefined, path);
    const edit = edits.length === 0 ? undefined : toWorkspaceEdit(session, edits);
    if (edit === undefined) return [];
    const action = new CodeAction('Fix all that is safe to fix (Ash Architect)', fixAllKind);
    action.edit = edit;
    return [action];
  }
}

function actionsFor(
  session: ProjectSession,
  document: TextDocument,
  finding: ReportedFinding,
  isOnly: boolean,
  shown: readonly Diagnostic[],
): CodeAction[] {
  const { rule, range, fixes } = finding;
  const explain = askArchitect('Explain this finding in the architect', explainFindingCommand, session, finding);
  const page = commandAction(`Open the page of ${rule}`, openRuleCommand, rule);
  const line = range.start.line - 1;
  const actions = !workspace.isTrusted
    ? [...explain, page]
    : [
        ...fixes.flatMap((fix) => fixAction(session, finding, fix, isOnly && fix === fixes[0])),
        ...fixAllActions(session, finding),
        ...askArchitect('Fix this finding with the architect', fixFindingCommand, session, finding),
        ...explain,
        editAction(`Disable ${rule} for the next line`, suppressNextLine(document, line, rule)),
        editAction(`Disable ${rule} in this file`, suppressInFile(document, rule)),
        page,
      ];
  const own = shown.filter((diagnostic) => isOf(finding, diagnostic));
  for (const action of actions) action.diagnostics = own;
  return actions;
}

function fixAction(session: ProjectSession, finding: ReportedFinding, fix: Fix, isPreferred: boolean): CodeAction[] {
  if (fix.choice !== undefined) {
    return [commandAction(fix.title, chooseFixCommand, ...nameOf(session, finding, fix))];
  }
  const edit = toWorkspaceEdit(session, fix.edits);
  if (edit === undefined) return [];
  const action = editAction(fix.title, edit);
  action.isPreferred = isPreferred && fix.safe;
  return [action];
}

/** The chat is about a project: a document that belongs to none has no architect. */
function askArchitect(
  title: string,
  command: string,
  { place }: ProjectSession,
  { path, rule, range }: ReportedFinding,
): CodeAction[] {
  return place.isFolder ? [commandAction(title, command, place.root.toString(), path, rule, range.start.line)] : [];
}

/** Offered when there is more than one to fix. */
function fixAllActions(session: ProjectSession, { rule, path, fixes }: ReportedFinding): CodeAction[] {
  if (!isPlain(fixes[0]) || !session.place.isFolder) return [];
  const counts = session.pathsWithFindings().map((other) => {
    const findings = session.findingsOf(other)?.findings ?? [];
    return { other, count: findings.filter((one) => one.rule === rule && isPlain(one.fixes[0])).length };
  });
  const inFile = counts.find(({ other }) => other === path)?.count ?? 0;
  const inAll = counts.reduce((sum, { count }) => sum + count, 0);
  const root = session.place.root.toString();
  return [
    ...(inFile > 1
      ? [commandAction(`Fix all ${inFile} of ${rule} in this file`, fixAllCommand, root, rule, path)]
      : []),
    ...(inAll > inFile
      ? [commandAction(`Fix all ${inAll} of ${rule} in the workspace…`, fixAllCommand, root, rule)]
      : []),
  ];
}

/** Whether a fix can be made without a question. */
function isPlain(fix: Fix | undefined): boolean {
  return fix !== undefined && fix.choice === undefined;
}

function editAction(title: string, edit: WorkspaceEdit): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = edit;
  return action;
}

function commandAction(title: string, command: string, ...args: readonly (string | number)[]): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { command, title, arguments: [...args] };
  return action;
}

function isOf({ rule, range }: ReportedFinding, { source: from, code, range: shown }: Diagnostic): boolean {
  const isSameRule = typeof code === 'object' && code.value === rule;
  return from === source && isSameRule && shown.isEqual(rangeOf(range));
}
