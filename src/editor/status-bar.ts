import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  type StatusBarItem,
  type Uri,
} from 'vscode';
import { plural } from '../base/names.ts';
import { severities, type Severity } from '../checklist/finding.ts';
import { readAddress } from './preview/preview-address.ts';
import { previewCommand } from './preview/register-previews.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';

/** The item at the bottom: how many findings the file has, or why that is not known. */
export function createStatusBar(projects: Projects): Disposable {
  const item = window.createStatusBarItem('ashArchitect.findings', StatusBarAlignment.Right, 100);
  item.name = 'Ash Architect';
  item.command = 'workbench.actions.view.problems';
  const update = (): void => show(item, projects);
  update();
  return Disposable.from(item, projects.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}

/** Beside it: how many resources differ from what the generator wrote last; a click shows what it would write. */
export function createDriftItem(projects: Projects): Disposable {
  const item = window.createStatusBarItem('ashArchitect.drift', StatusBarAlignment.Right, 99);
  item.name = 'Ash Architect: not generated';
  item.command = previewCommand;
  const update = (): void => showDrift(item, projects);
  update();
  return Disposable.from(item, projects.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}

function showDrift(item: StatusBarItem, projects: Projects): void {
  const uri = window.activeTextEditor?.document.uri;
  const session = uri === undefined ? undefined : findSession(projects, uri);
  const count = session?.notGenerated ?? 0;
  if (session === undefined || count === 0 || !session.hasSnapshots) {
    item.hide();
    return;
  }
  const what = `${count} ${plural('resource', count)} of ${session.place.name} ${count === 1 ? 'differs' : 'differ'} from the snapshots`;
  item.text = `$(database) ${count} not generated`;
  item.tooltip = `${what}: a click shows the migration that \`mix ash.codegen\` would write.`;
  item.accessibilityInformation = { label: `Ash Architect: ${item.tooltip}`, role: 'button' };
  item.show();
}

/** A preview belongs to the project that it shows. */
function findSession(projects: Projects, uri: Uri): ProjectSession | undefined {
  const root = readAddress(uri)?.root;
  return root === undefined
    ? projects.find(uri)?.session
    : projects.sessions.find(({ place }) => place.root.toString() === root);
}

function show(item: StatusBarItem, projects: Projects): void {
  const reading = projects.sessions.find(({ progress }) => progress !== undefined);
  const uri = window.activeTextEditor?.document.uri;
  const found = uri === undefined ? undefined : projects.find(uri);
  const session = found?.session ?? reading;
  item.backgroundColor = undefined;
  if (session === undefined) {
    item.hide();
    return;
  }
  const { text, tooltip, isBad } = describe(session, found?.path);
  item.text = text;
  item.tooltip = new MarkdownString(tooltip);
  if (isBad) item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
  item.accessibilityInformation = { label: `Ash Architect: ${tooltip}`, role: 'button' };
  item.show();
}

interface Description {
  readonly text: string;
  readonly tooltip: string;
  readonly isBad?: boolean;
}

function describe(session: ProjectSession, path: string | undefined): Description {
  if (session.failure !== undefined) {
    return { text: '$(error) Ash', tooltip: `The analysis failed: ${session.failure}`, isBad: true };
  }
  if (session.progress !== undefined) {
    const { read, total } = session.progress;
    return {
      text: `$(sync~spin) Ash ${read}/${total}`,
      tooltip: `Reading ${session.place.name}: ${read} of ${total} files`,
    };
  }
  if (session.complaints.length > 0) {
    return { text: '$(warning) Ash', tooltip: 'The configuration of Ash Architect is broken.', isBad: true };
  }
  const file = path === undefined ? undefined : session.findingsOf(path);
  if (file === undefined) return { text: '$(sync~spin) Ash', tooltip: 'Ash Architect examines this project.' };
  if (file.problem !== undefined) return { text: '$(circle-slash) Ash', tooltip: file.problem.message };
  const { findings } = file;
  const counted = severities.flatMap((severity) =>
    countOf(
      severity,
      findings.map((one) => one.severity),
    ),
  );
  const tooltip = findings.length === 0 ? 'Nothing was found in this file.' : `In this file: ${counted.join(', ')}.`;
  return {
    text: `$(${findings.length === 0 ? 'pass' : 'checklist'}) Ash${findings.length === 0 ? '' : ` ${findings.length}`}`,
    tooltip,
  };
}

function countOf(severity: Severity, all: readonly Severity[]): string[] {
  const count = all.filter((one) => one === severity).length;
  return count === 0 ? [] : [`${count} ${plural(severity, count)}`];
}
