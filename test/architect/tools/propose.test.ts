import { describe, expect, it } from 'vitest';
import { ashEdit } from '../../../src/architect/tools/ash-edit.ts';
import { edit } from '../../../src/architect/tools/edit.ts';
import { read } from '../../../src/architect/tools/read.ts';
import { write } from '../../../src/architect/tools/write.ts';
import { readFolder } from '../../helpers/workspace.ts';
import { analysedContext, call, plainContext, proposeWith } from './context.ts';

const path = 'lib/a.ex';
const migration = 'priv/repo/migrations/20250101000000_a.exs';
const files = {
  [path]: 'defmodule A do\n  @a 1\nend\n',
  [migration]: 'create table(:a)\n',
  'lib/crlf.ex': 'a\r\nb\r\n',
  'mix.exs': 'deps',
  'priv/resource_snapshots/repo/a/1.json': '{}',
  'config/dev.exs': 'url: "ecto://u:pw@h/db"\npool: 1\n',
};
const summary = 'Changes it.';
const reasonOf = (proposed: Awaited<ReturnType<typeof proposeWith>>): string => (proposed.ok ? '' : proposed.reason);

describe('edit', () => {
  const change = (file: string, old: string, text: string, given = {}): ReturnType<typeof proposeWith> =>
    proposeWith(edit, { path: file, summary, edits: [{ old, new: text }] }, plainContext(files, given));

  it('proposes the text afterwards', async () => {
    expect(await change(`./${path}`, '@a 1', '@a 2')).toEqual({
      ok: true,
      changes: { summary, files: [{ path, before: files[path], after: 'defmodule A do\n  @a 2\nend\n' }] },
      warnings: [],
    });
  });

  it('warns of files that matter', async () => {
    expect(await change('mix.exs', 'deps', 'none')).toMatchObject({ ok: true, warnings: [expect.any(String)] });
  });

  it('quotes the file as data where nothing fits', async () => {
    expect(reasonOf(await change(path, '@b 1', '@b 2'))).toMatch(/^<data-id-1 from="lib\/a\.ex">\n[^]*<\/data-id-1>$/);
  });

  it.each([
    [migration, 'create table(:a)', 'Leave it as it is and write a new migration'],
    ['priv/resource_snapshots/repo/a/1.json', '{}', 'mix ash.codegen'],
    ['.env', 'A', 'may hold secrets'],
    ['lib/none.ex', 'A', 'no file'],
    ['lib/../../x', 'A', 'refused'],
    [path, 'nothing of it', 'does not stand in the file'],
  ])('refuses %s', async (file, old, reason) => {
    expect(reasonOf(await change(file, old, 'new'))).toContain(reason);
  });

  it('tells of a refused file before it looks for places', async () => {
    expect(reasonOf(await change(migration, 'not in it', 'x'))).toContain('counts as applied');
  });

  it('keeps to the phase', async () => {
    expect(reasonOf(await change(path, '@a 1', '@a 2', { phase: 'analysis' }))).toContain('Nothing is edited');
    expect(reasonOf(await change(migration, 'create', 'x', { phase: 'design' }))).toMatch(
      /applied|after resource design/,
    );
    expect(await change(path, '@a 1', '@a 2', { phase: 'design' })).toMatchObject({ ok: true });
  });

  it('leaves secrets that were not shown as they are', async () => {
    expect(await change('config/dev.exs', 'pool: 1', 'pool: 2')).toMatchObject({ ok: true });
    expect(reasonOf(await change('config/dev.exs', 'pool: 1', 'key: "[redacted]"'))).toContain('was not shown to you');
  });
});

describe('the reason of an edit that does not fit', () => {
  const key = '# -----BEGIN RSA PRIVATE KEY-----\n# MIIEabcdefgh\n# MIIEijklmnop\n# -----END RSA PRIVATE KEY-----\n';
  const secrets = { 'lib/key.ex': `defmodule Key do\n${key}end\n`, 'config/dev.exs': 'url: "ecto://u:pw@h/db"\n' };
  const attempt = (file: string, old: string): ReturnType<typeof proposeWith> =>
    proposeWith(edit, { path: file, summary, edits: [{ old, new: 'x' }] }, plainContext(secrets));

  it('quotes no line of a secret', async () => {
    for (const old of ['# MIIEabcdefgx', '# MIIEabcdefgx\n# MIIEijklmnop', 'defmodule Kez do\n#\n# MIIEabcdefgh']) {
      const reason = reasonOf(await attempt('lib/key.ex', old));
      expect(reason).toContain('does not stand in the file');
      expect(reason.replaceAll(/where you have.*/g, '')).not.toContain('MIIE');
    }
  });

  it('says so where a secret is in the way', async () => {
    expect(reasonOf(await attempt('config/dev.exs', 'url: "ecto://u:[redacted]@h/db"'))).toContain(
      'stands for a secret that was not shown to you',
    );
  });
});

describe('write', () => {
  it('proposes a new file', async () => {
    const proposed = await proposeWith(write, { path: 'lib/new.ex', summary, text: 'x' }, plainContext(files));
    expect(proposed).toMatchObject({ changes: { files: [{ path: 'lib/new.ex', before: undefined, after: 'x' }] } });
  });

  it('writes no file that was not read to its end', async () => {
    const context = plainContext(files);
    const attempt = (): ReturnType<typeof proposeWith> => proposeWith(write, { path, summary, text: 'x\n' }, context);
    expect(reasonOf(await attempt())).toContain('you have not read all of it');
    await call(read, { path, limit: 2 }, context);
    expect(reasonOf(await attempt())).toContain('you have not read all of it');
    await call(read, { path, from: 3 }, context);
    expect(await attempt()).toMatchObject({ changes: { files: [{ before: files[path], after: 'x\n' }] } });
  });

  it('forgets what was read when the file has changed', async () => {
    const texts = { ...files };
    const context = plainContext(texts);
    await call(read, { path }, context);
    texts[path] = 'changed\n';
    expect(reasonOf(await proposeWith(write, { path, summary, text: 'x' }, context))).toContain('as it is now');
  });

  it('keeps the line breaks of the file', async () => {
    const context = plainContext(files);
    await call(read, { path: 'lib/crlf.ex' }, context);
    const proposed = await proposeWith(write, { path: 'lib/crlf.ex', summary, text: 'c\nd\r\n' }, context);
    expect(proposed).toMatchObject({ changes: { files: [{ after: 'c\r\nd\r\n' }] } });
  });

  it.each(['priv/resource_snapshots/repo/a/2.json', '.git/hooks/pre-commit', '_build/x', 'deps/ash/a.ex', 'a\\b.ex'])(
    'refuses %s',
    async (file) => {
      expect(await proposeWith(write, { path: file, summary, text: 'x' }, plainContext(files))).toMatchObject({
        ok: false,
      });
    },
  );
});

describe('ash_edit', () => {
  it('proposes what the analysis makes of a structured change', async () => {
    const helpdesk = readFolder('examples/helpdesk');
    const context = await analysedContext(helpdesk, { phase: 'design' });
    const request = { kind: 'add_identity', resource: 'Helpdesk.Knowledge.Category', keys: ['slug'] };
    const proposed = await proposeWith(ashEdit, { edit: request }, context);
    expect(proposed).toMatchObject({ ok: true });
    const [file] = proposed.ok ? proposed.changes.files : [];
    expect(file).toMatchObject({
      path: 'lib/helpdesk/knowledge/category.ex',
      before: helpdesk['lib/helpdesk/knowledge/category.ex'],
    });
    expect(file?.after).toContain('identity :unique_slug, [:slug]');
  });

  it('is refused where edits are', async () => {
    const context = await analysedContext(readFolder('examples/helpdesk'), { phase: 'analysis' });
    const request = { kind: 'add_identity', resource: 'Helpdesk.Knowledge.Category', keys: ['slug'] };
    expect(reasonOf(await proposeWith(ashEdit, { edit: request }, context))).toContain('Nothing is edited');
    const unknown = { ...request, resource: 'Helpdesk.Nobody' };
    expect(await proposeWith(ashEdit, { edit: unknown }, context)).toMatchObject({ ok: false });
  });
});
