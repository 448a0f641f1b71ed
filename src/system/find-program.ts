import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The absolute path of a program in the folders of a PATH; on Windows, Mix is a batch file. */
export async function findProgram(name: string, path: string, isWindows: boolean): Promise<string | undefined> {
  const names = isWindows ? [`${name}.exe`, `${name}.bat`, `${name}.cmd`] : [name];
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    for (const candidate of names) {
      const file = join(folder, candidate);
      if (await isProgram(file)) return file;
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    // Not there, or not ours to start: the next folder is looked at.
    return false;
  }
}
