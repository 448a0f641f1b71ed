import { commands, Disposable, window } from 'vscode';
import type { Projects } from '../projects.ts';

/** Sets when the button of the preview is shown: on resources of projects that the generator was run in. */
export function tellWhatCanBePreviewed(projects: Projects): Disposable {
  let known: boolean | undefined;
  const update = (): void => {
    const uri = window.activeTextEditor?.document.uri;
    const found = uri === undefined ? undefined : projects.find(uri);
    const isResource = found?.session.checklists.some(({ path }) => path === found.path) === true;
    const canPreview = isResource && found.session.hasSnapshots;
    if (canPreview === known) return;
    known = canPreview;
    void commands.executeCommand('setContext', 'ashArchitect.canPreview', canPreview);
  };
  return Disposable.from(projects.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}
