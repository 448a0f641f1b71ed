import { FileType, workspace, type Uri } from 'vscode';
import { decodeText } from '../analysis/decode-text.ts';
import { uriBelow } from './paths.ts';

/** Nobody keeps a Mix project deeper than this in what is opened as a workspace. */
const depthLimit = 4;

const skipped = new Set(['deps', 'node_modules', 'priv', 'lib', 'test', 'assets', 'cover', 'doc']);

/** The outermost folders with a `mix.exs` that depend on Ash. Projects inside another one are read with it. */
export async function findAshProjects(folder: Uri): Promise<Uri[]> {
  const found: Uri[] = [];
  const visit = async (at: Uri, depth: number): Promise<void> => {
    const entries = await listOrNothing(at);
    if (entries.some(([name, type]) => name === 'mix.exs' && (type & FileType.File) !== 0)) {
      if (await dependsOnAsh(at)) found.push(at);
      return;
    }
    if (depth === depthLimit) return;
    const folders = entries.filter(([name, type]) => type === FileType.Directory && !isSkipped(name));
    await Promise.all(folders.map(([name]) => visit(uriBelow(at, name), depth + 1)));
  };
  await visit(folder, 0);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The lock file names Ash, or the project file (of an umbrella: one of its applications) asks for it. */
async function dependsOnAsh(root: Uri): Promise<boolean> {
  if (namesAsh(await readOrNothing(uriBelow(root, 'mix.lock')))) return true;
  if (namesAsh(await readOrNothing(uriBelow(root, 'mix.exs')))) return true;
  const apps = await listOrNothing(uriBelow(root, 'apps'));
  const files = await Promise.all(apps.map(([name]) => readOrNothing(uriBelow(root, `apps/${name}/mix.exs`))));
  return files.some(namesAsh);
}

function namesAsh(text: string): boolean {
  return /"ash(_\w+)?": *\{|\{ *:ash(_\w+)? *,/.test(text);
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_') || skipped.has(name);
}

/** Folders and files that are not there, or not to be read, say nothing of Ash. */
async function listOrNothing(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

async function readOrNothing(file: Uri): Promise<string> {
  try {
    const decoded = decodeText(await workspace.fs.readFile(file));
    return decoded.ok ? decoded.text : '';
  } catch {
    return '';
  }
}
