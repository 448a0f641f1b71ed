import { strict as assert } from 'node:assert';
import { extensions, type Extension } from 'vscode';

/** The extension under test, as the host sees it. */
export function ashArchitect(): Extension<unknown> {
  const extension = extensions.getExtension('ash-architect.ash-architect');
  assert(extension, 'The extension is not installed.');
  return extension;
}
