import { workspace, type Uri } from 'vscode';
import { ashFunctionsPath } from '../../analysis/codegen-inputs.ts';
import { uriBelow } from '../paths.ts';

/** The functions that AshPostgres installs are its own text, which only a fetched dependency has. */
export async function readAshFunctions(root: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uriBelow(root, ashFunctionsPath)));
  } catch {
    // The dependencies are not fetched, or are elsewhere: the plan says so where it matters.
    return undefined;
  }
}
