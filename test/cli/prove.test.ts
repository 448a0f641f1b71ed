import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import type { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { proofOutputSchema } from '../../src/cli/reports/proof-json.ts';
import { commitAll, createFolder, git, migration, mix, run, writeFiles, type Outcome } from '../helpers/command.ts';

/** The prepared data directory is made once for all of them. */
const cache = join(tmpdir(), 'ash-architect-tests');
mkdirSync(cache, { recursive: true });
const env = { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };

function prove(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return run(['prove', ...args], { cwd, env });
}

async function proveJson(cwd: string, ...args: readonly string[]): Promise<z.output<typeof proofOutputSchema>> {
  const { stdout, stderr } = await prove(cwd, '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  return proofOutputSchema.parse(JSON.parse(stdout));
}

const folder = 'priv/repo/migrations';
const made = `${folder}/20250101000000_add_tags.exs`;
const later = `${folder}/20250102000000_add_labels.exs`;

function reversible(name: string, table: string): string {
  return `defmodule Shop.Repo.Migrations.${name} do
  use Ecto.Migration

  def change do
    create table(:${table})
  end
end
`;
}

const unknown = `defmodule Shop.Repo.Migrations.AddLabels do
  use Ecto.Migration

  def change do
    Somewhere.Else.run()
  end
end
`;

describe('prove', () => {
  it('exits with 0 where everything is proven, and says on what', async () => {
    const root = createFolder({ 'mix.exs': mix, [made]: reversible('AddTags', 'tags') });
    const { code, stdout } = await prove(root, '--all');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^proven\s+priv\/repo.*1 proven, 0 refuted, 0 not proven on .*18/s) as string,
    });
  });

  it('exits with 1 where something is refuted, and tells it as JSON that `check --evidence` takes', async () => {
    const root = createFolder({ 'mix.exs': mix, [made]: migration('AddTags', 'tags') });
    expect((await prove(root, '--all')).code).toBe(1);
    const json = await proveJson(root, made);
    expect(json).toMatchObject({
      migrations: [{ path: made, verdict: 'refuted', down: { ok: true, restored: false } }],
      evidence: [{ kind: 'migration', path: made, verdict: 'refuted' }],
      schemas: [],
    });
  });

  it('exits with 1 for what is not proven only when that is asked for', async () => {
    const root = createFolder({ 'mix.exs': mix, [made]: unknown });
    const [usual, strict] = [await prove(root, '--all'), await prove(root, '--all', '--fail-on', 'not-proven')];
    expect([usual.code, strict.code]).toEqual([0, 1]);
    expect(usual.stdout).toContain('not proven');
  });

  it('proves what changed since the merge base', async () => {
    const root = createFolder({ 'mix.exs': mix, [made]: migration('AddTags', 'tags') });
    commitAll(root, 'before');
    git(root, 'checkout', '--quiet', '-b', 'feature');
    writeFiles(root, { [later]: reversible('AddLabels', 'labels') });
    commitAll(root, 'after');
    const json = await proveJson(root, '--changed', '--base', 'main');
    expect(json.migrations.map(({ path, verdict }) => ({ path, verdict }))).toEqual([
      { path: later, verdict: 'proven' },
    ]);
  });

  it('refuses what it cannot know: another folder, both ways at once, a server in production', async () => {
    const root = createFolder({ 'mix.exs': mix, 'lib/a.ex': '', [made]: reversible('AddTags', 'tags') });
    const secret = 'postgresql://shop:very-secret@db.prod.example.com:5432/shop_production';
    const outcomes = await Promise.all([
      prove(root, 'lib'),
      prove(root, '--all', '--changed'),
      prove(root, '--all', '--server-env', 'NOT_THERE'),
      run(['prove', '--all', '--server-env', 'THE_SERVER'], { cwd: root, env: { ...env, THE_SERVER: secret } }),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    const [nowhere, both, unset, production] = outcomes.map(({ stderr }) => stderr);
    expect(nowhere).toContain('There is no migration in `lib`');
    expect(both).toContain('`--all` and `--changed`');
    expect(unset).toContain('`NOT_THERE` is not set');
    expect(production).toContain('looks like one in production');
    expect(production).not.toContain('very-secret');
  });

  it('ends when it is interrupted', async () => {
    const endless = reversible('AddTags', 'tags').replace(
      'create table(:tags)',
      'execute "SELECT count(*) FROM generate_series(1, 100000000000)", "SELECT 1"',
    );
    const root = createFolder({ 'mix.exs': mix, [made]: endless });
    // Progress is told to a terminal only.
    writeFiles(root, { 'terminal.cjs': 'process.stderr.isTTY = true;\n' });
    const args = ['--require', './terminal.cjs', resolve('dist/cli.cjs'), 'prove', made, '--limit-ms', '600000'];
    const { CI: _, ...own } = process.env;
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = once(child, 'exit');
    const stderr: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => {
      const isFirst = !stderr.join('').includes('Proving');
      stderr.push(chunk.toString());
      if (isFirst && stderr.join('').includes('Proving')) child.kill('SIGINT');
    });
    const [code] = (await exited) as [number | null];
    expect({ code, stderr: stderr.join('') }).toEqual({
      code: 2,
      stderr: expect.stringContaining('It was stopped.') as string,
    });
  });
});
