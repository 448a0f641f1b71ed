import { workspace } from 'vscode';
import type { Disk } from '../../../analysis/read-project.ts';
import type { FileText } from '../../../architect/ports.ts';
import { isGuidancePath, type GuidanceFiles } from '../../../architect/skills/guidance-files.ts';
import type { ProjectPlace } from '../../project-place.ts';
import { diskOf } from '../../workspace-disk.ts';

/** What dependencies and authors tell agents; in a workspace that is not trusted there is nothing. */
export function createGuidance(place: ProjectPlace, read: (path: string) => Promise<FileText>): GuidanceFiles {
  return {
    list: () => (workspace.isTrusted && place.isFolder ? listGuidance(diskOf(place.root)) : Promise.resolve([])),
    read: async (path) => {
      if (!workspace.isTrusted) return { kind: 'refused', reason: 'The workspace is not trusted.' };
      return isGuidancePath(path) ? read(path) : { kind: 'missing' };
    },
  };
}

async function listGuidance(disk: Disk): Promise<string[]> {
  const packages = (await listFolder(disk, 'deps')).filter(({ kind }) => kind === 'folder');
  const ofPackages = packages.map(async ({ path }) => [
    ...(await listFolder(disk, path)).filter(({ kind }) => kind === 'file').map((entry) => entry.path),
    ...(await filesBelow(disk, `${path}/usage-rules`)),
  ]);
  const own = (await listFolder(disk, '')).filter(({ kind }) => kind === 'file').map(({ path }) => path);
  return [...own, ...(await Promise.all(ofPackages)).flat()].filter(isGuidancePath);
}

async function filesBelow(disk: Disk, folder: string): Promise<string[]> {
  const entries = await listFolder(disk, folder);
  const files = entries.map(({ path, kind }) => {
    if (kind === 'folder') return filesBelow(disk, path);
    return Promise.resolve(kind === 'file' ? [path] : []);
  });
  return (await Promise.all(files)).flat();
}

/** Nothing for a folder that is not there. */
async function listFolder(
  disk: Disk,
  folder: string,
): Promise<{ readonly path: string; readonly kind: 'file' | 'folder' | 'other' }[]> {
  const entries = await disk.list(folder).catch(() => []);
  return entries.map(({ name, kind }) => ({ path: folder === '' ? name : `${folder}/${name}`, kind }));
}
