import { describe, expect, it } from 'vitest';
import { listFiles } from '../../src/analysis/list-files.ts';
import type { Disk } from '../../src/analysis/read-project.ts';

/** A disk of these files; the project is the folder `names`, the last name first. */
function diskOf(files: Readonly<Record<string, string>>, names: readonly string[]): Disk {
  const root = names.toReversed();
  const absolute = (path: string): string => {
    const parts = [...root];
    for (const part of path.split('/').filter((each) => each !== '')) {
      if (part === '..') parts.pop();
      else parts.push(part);
    }
    return parts.join('/');
  };
  return {
    list: (folder) => {
      const prefix = absolute(folder) === '' ? '' : `${absolute(folder)}/`;
      const below = Object.keys(files).filter((path) => path.startsWith(prefix));
      if (below.length === 0) return Promise.reject(new Error('no folder'));
      const entries = new Map(
        below.map((path) => {
          const [name = '', ...rest] = path.slice(prefix.length).split('/');
          return [name, rest.length === 0 ? 'file' : 'folder'] as const;
        }),
      );
      return Promise.resolve([...entries].map(([name, kind]) => ({ name, kind })));
    },
    size: () => Promise.resolve(0),
    read: (path) => {
      const text = files[absolute(path)];
      return text === undefined
        ? Promise.reject(new Error('no file'))
        : Promise.resolve(new TextEncoder().encode(text));
    },
    reasonOf: String,
  };
}

const list = (files: Readonly<Record<string, string>>, names: readonly string[]): Promise<string[]> =>
  listFiles(diskOf(files, names), names);

describe('the files of a project', () => {
  it('are without dependencies and build output', async () => {
    const files = {
      'app/mix.exs': '',
      'app/lib/deps/kept.ex': '',
      'app/deps/ash/lib/ash.ex': '',
      'app/_build/dev/x.ex': '',
      'app/assets/node_modules/x/index.js': '',
      'app/.git/config': '',
      'app/.formatter.exs': '',
    };
    expect(await list(files, ['app'])).toEqual(['.formatter.exs', 'lib/deps/kept.ex', 'mix.exs']);
  });

  it('are without what git ignores, as the nearest file says', async () => {
    const files = {
      'app/.gitignore': '/tmp/\n*.log\n!keep.log\n/one.txt\n',
      'app/tmp/a': '',
      'app/lib/tmp/a': '',
      'app/a.log': '',
      'app/keep.log': '',
      'app/one.txt': '',
      'app/lib/one.txt': '',
      'app/lib/.gitignore': '!b.log\nkeep.log\nlocal/*\n',
      'app/lib/b.log': '',
      'app/lib/keep.log': '',
      'app/lib/local/x': '',
      'app/local/x': '',
    };
    expect(await list(files, ['app'])).toEqual([
      '.gitignore',
      'keep.log',
      'lib/.gitignore',
      'lib/b.log',
      'lib/one.txt',
      'lib/tmp/a',
      'local/x',
    ]);
  });

  it('of a part of a repository obey the whole of it', async () => {
    const files = {
      'home/.gitignore': '*\n',
      'home/repo/.git/info/exclude': 'secret.txt\n',
      'home/repo/.gitignore': '/apps/app/out/\n*.tmp\n',
      'home/repo/apps/.gitignore': '/app/more/\n',
      'home/repo/apps/app/mix.exs': '',
      'home/repo/apps/app/out/a': '',
      'home/repo/apps/app/more/a': '',
      'home/repo/apps/app/lib/out/a': '',
      'home/repo/apps/app/lib/x.tmp': '',
      'home/repo/apps/app/secret.txt': '',
    };
    expect(await list(files, ['app', 'apps', 'repo', 'home'])).toEqual(['lib/out/a', 'mix.exs']);
  });

  it('in no repository do not obey the folders above', async () => {
    const files = { 'home/.gitignore': '*\n', 'home/app/mix.exs': '' };
    expect(await list(files, ['app', 'home'])).toEqual(['mix.exs']);
  });
});
