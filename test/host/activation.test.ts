import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { describe, it } from 'mocha';
import { env, Uri, UIKind, window, workspace } from 'vscode';
import { ashArchitect } from './extension.ts';
import { note } from './note.ts';
import { until } from './until.ts';

describe('the extension', () => {
  it('is there, and becomes active with an Elixir file', async () => {
    const extension = ashArchitect();
    const [folder] = workspace.workspaceFolders ?? [];
    assert(folder, 'No folder is open.');
    const before = extension.isActive ? 'with the folder' : 'with the file';
    const begun = performance.now();
    await window.showTextDocument(Uri.joinPath(folder.uri, 'mix.exs'));
    await until('activation', () => extension.isActive);
    const kind = env.uiKind === UIKind.Web ? 'browser' : 'desktop';
    // The chat, its model's SDK among it, waits until somebody looks at it.
    const bundles = Object.keys(createRequire(__filename).cache).filter((path) => /\bdist[\\/]\w+\.cjs$/.test(path));
    assert(bundles.some((path) => path.endsWith('extension.cjs')));
    assert.deepEqual(
      bundles.filter((path) => path.endsWith('chat.cjs')),
      [],
    );
    note(`${kind}: active ${before}, ${Math.round(performance.now() - begun)} ms after an Elixir file was opened`);
  });
});
