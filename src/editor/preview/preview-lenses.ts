import { CodeLens, Range, type TextDocument, type Uri } from 'vscode';
import { fileKind } from '../../analysis/file-kind.ts';
import { canRunCodegen, runCodegenCommand } from '../codegen-command.ts';
import type { ProjectSession } from '../project-session.ts';
import type { MigrationPreview } from './migration-preview.ts';
import { readAddress } from './preview-address.ts';
import type { Previews } from './previews.ts';

export const showSqlCommand = 'ashArchitect.preview.showSql';
export const showElixirCommand = 'ashArchitect.preview.showElixir';
export const answerCommand = 'ashArchitect.preview.answerQuestions';
export const takeBackCommand = 'ashArchitect.preview.takeBackAnswers';

/** A plain one is lost behind an icon. */
const space = '\u00a0';

/** What can be done with a preview, above its text; what is heavy on a large table, above the command. */
export function provideLenses(previews: Previews, { uri }: TextDocument): CodeLens[] {
  const view = readAddress(uri)?.view;
  const found = previews.at(uri);
  if (view === undefined || found?.session === undefined) return [];
  const { preview, session } = found;
  return [
    view === 'elixir' ? lens(1, 'Show as SQL', showSqlCommand, uri) : lens(1, 'Show as Elixir', showElixirCommand, uri),
    ...questionLenses(uri, preview),
    ...(canRunCodegen(session) ? [lens(1, 'Run mix ash.codegen…', runCodegenCommand, uri)] : []),
    ...brokenLenses(session),
    ...(view === 'elixir' ? heavyLenses(uri, preview) : []),
  ];
}

function questionLenses(uri: Uri, { report, answers }: MigrationPreview): CodeLens[] {
  const open = report?.questions.filter(({ answer }) => answer === undefined).length ?? 0;
  return [
    ...(open === 0 ? [] : [lens(1, `Answer the Generator's Questions (${open} open)`, answerCommand, uri)]),
    ...(answers.length === 0 ? [] : [lens(1, `Take Answers Back (${answers.length})`, takeBackCommand, uri)]),
  ];
}

/** The plan is made of the last text that could be read, which is to be known, and shall not move the text below. */
function brokenLenses(session: ProjectSession): CodeLens[] {
  const [path, ...more] = session
    .pathsWithFindings()
    .filter((each) => fileKind(each) === 'source' && session.findingsOf(each)?.problem !== undefined);
  const uri = path === undefined ? undefined : session.place.uriOf(path);
  if (path === undefined || uri === undefined) return [];
  const which = more.length === 0 ? path : `${path} and ${more.length} more`;
  return [lens(1, `$(warning)${space}As before: ${which} cannot be read now`, 'vscode.open', uri)];
}

function heavyLenses(uri: Uri, preview: MigrationPreview): CodeLens[] {
  return preview.documentOf('elixir').places.flatMap(({ line, cost, isHeavy }) => {
    const [what = ''] = cost;
    return isHeavy ? [lens(line, `$(warning)${space}${what}`, showSqlCommand, uri, cost.join('\n'))] : [];
  });
}

function lens(line: number, title: string, command: string, argument: Uri, tooltip?: string): CodeLens {
  const range = new Range(line - 1, 0, line - 1, 0);
  return new CodeLens(range, { title, command, arguments: [argument], ...(tooltip === undefined ? {} : { tooltip }) });
}
