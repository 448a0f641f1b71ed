import { rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskFollower } from '../../src/mcp/disk-follower.ts';
import { diskAt } from '../../src/system/disk.ts';
import { createFolder, mix, product, tag } from '../helpers/command.ts';

/** A follower that notes what it reads; `later` is how many milliseconds its clock is ahead of the files' times. */
function follow(root: string, later: number): { follower: DiskFollower; read: string[] } {
  const disk = diskAt(root);
  const read: string[] = [];
  const noting = { ...disk, read: (path: string) => (read.push(path), disk.read(path)) };
  return { follower: new DiskFollower(root, noting, () => Date.now() + later), read };
}

const hour = 3_600_000;
const shop = (): string => createFolder({ 'mix.exs': mix, 'lib/product.ex': product, 'lib/tag.ex': tag });

const year = new Date('2025-01-01T00:00:00Z');

/** Another text of the same length, under the same time as before. */
function replaceUnnoticed(path: string, text: string): void {
  const before = statSync(path);
  writeFileSync(path, text);
  utimesSync(path, year, year);
  const { size, mtimeMs } = statSync(path);
  expect({ size, mtimeMs }).toEqual({ size: before.size, mtimeMs: before.mtimeMs });
}

describe('the files of a project', () => {
  it('are read once, and again only when they differ', async () => {
    const root = shop();
    const { follower, read } = follow(root, hour);
    expect((await follower.follow()).changes.map(({ path }) => path)).toEqual([
      ...['lib/product.ex', 'lib/tag.ex', 'mix.exs'],
    ]);
    expect(await follower.follow()).toEqual({ changes: [], problems: [] });
    expect(read).toHaveLength(3);
    writeFileSync(join(root, 'lib/tag.ex'), product);
    expect((await follower.follow()).changes).toEqual([{ path: 'lib/tag.ex', text: product }]);
    expect(read).toHaveLength(4);
  });

  it('are seen to differ where their size and time are what they were', async () => {
    const root = shop();
    utimesSync(join(root, 'lib/product.ex'), year, year);
    const { follower } = follow(root, hour);
    await follower.follow();
    const text = product.replace('price', 'depth');
    replaceUnnoticed(join(root, 'lib/product.ex'), text);
    expect((await follower.follow()).changes).toEqual([{ path: 'lib/product.ex', text }]);
  });

  it('are read again for as long as their times are too young to tell anything', async () => {
    const root = shop();
    const { follower, read } = follow(root, 0);
    await follower.follow();
    expect(await follower.follow()).toEqual({ changes: [], problems: [] });
    expect(read).toHaveLength(6);
  });

  it('may go, and may stop being readable, for a while', async () => {
    const root = shop();
    const { follower } = follow(root, hour);
    await follower.follow();
    rmSync(join(root, 'lib/tag.ex'));
    writeFileSync(join(root, 'lib/product.ex'), new Uint8Array(5000));
    symlinkSync('nowhere.ex', join(root, 'lib/link.ex'));
    expect(await follower.follow()).toEqual({
      changes: [
        { path: 'lib/tag.ex', text: undefined },
        { path: 'lib/product.ex', text: undefined },
      ],
      problems: [
        { path: 'lib/link.ex', message: 'The file cannot be read: it is gone.' },
        { path: 'lib/product.ex', message: 'The file is binary and was not read.' },
      ],
    });
    expect((await follower.follow()).problems).toHaveLength(2);
    writeFileSync(join(root, 'lib/product.ex'), product);
    expect((await follower.follow()).changes).toEqual([{ path: 'lib/product.ex', text: product }]);
  });
});
