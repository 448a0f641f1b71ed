import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Uri, window, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { grammarIn } from '../../../src/analysis/grammar.ts';
import { WorkerClient } from '../../../src/analysis/worker-client.ts';
import { createProjectPorts, type ProjectPorts } from '../../../src/editor/chat/ports/project-ports.ts';
import { folderPlace } from '../../../src/editor/project-place.ts';
import { ProjectSession } from '../../../src/editor/project-session.ts';
import { projectSources } from '../../../src/editor/session-sources.ts';
import { diskOf } from '../../../src/editor/workspace-disk.ts';
import { ashArchitect } from '../extension.ts';

export function root(): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  assert(folder, 'No folder is open.');
  return folder.uri;
}

export function context(): ExtensionContext {
  const extension = ashArchitect();
  const { extensionPath, extensionUri } = extension;
  return { extension, extensionPath, extensionUri } as unknown as ExtensionContext;
}

/** A session of the folder with a worker of its own, and the ports that the architect gets of it. */
export async function openProject(at: Uri = root()): Promise<{
  readonly ports: ProjectPorts;
  readonly session: ProjectSession;
  readonly end: () => Promise<void>;
}> {
  const dist = join(context().extensionPath, 'dist');
  const client = new WorkerClient(join(dist, 'worker.cjs'), grammarIn(dist));
  const log = window.createOutputChannel('Edits', { log: true });
  const sources = projectSources(context(), at, diskOf(at), () => [], log);
  const session = new ProjectSession(folderPlace(at), client.open('edits'), sources);
  await session.start();
  const end = async (): Promise<void> => {
    await session.dispose();
    await client.dispose();
    log.dispose();
  };
  return { ports: createProjectPorts(session, context(), log), session, end };
}

export function onDisk(path: string): string {
  return join(root().fsPath, path);
}

export function bytesOf(path: string): string {
  return readFileSync(onDisk(path), 'utf8');
}

/** Writes as another program would. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(onDisk(path)), { recursive: true });
  writeFileSync(onDisk(path), text);
}

export async function openText(path: string): Promise<TextDocument> {
  return workspace.openTextDocument(Uri.joinPath(root(), path));
}
