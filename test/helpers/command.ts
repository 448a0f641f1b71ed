import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { checkJsonSchema, type CheckJson } from '../../src/cli/reports/json.ts';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another copy of the built command. */
  readonly command?: string;
}

const command = resolve('dist/cli.cjs');
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'ash-architect-test-')));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Nothing of the machine's settings reaches the tests: no colours, no git configuration, no repository further up. */
function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(GIT_|CI$|FORCE_COLOR$|NO_COLOR$|VITEST)/.test(name));
  const known = kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...Object.fromEntries(known),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: temporary,
  };
}

let count = 0;

/** A folder with these files; it is gone after the tests of the file. */
export function createFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(temporary, String(count++));
  mkdirSync(folder);
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Runs the built command as users do. */
export function run(
  args: readonly string[],
  { cwd, env = {}, command: other = command }: RunOptions,
): Promise<Outcome> {
  return new Promise((done) => {
    const options = { cwd, env: { ...environment(), ...env }, maxBuffer: 64 << 20 };
    execFile(process.execPath, [other, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      done({ code, stdout, stderr });
    });
  });
}

/** `check --format json`, validated. */
export async function checkJson(cwd: string, ...args: readonly string[]): Promise<CheckJson> {
  const { stdout, stderr } = await run(['check', '--format', 'json', ...args], { cwd });
  if (stdout === '') throw new Error(stderr);
  return checkJsonSchema.parse(JSON.parse(stdout));
}

export function git(cwd: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
  const options = { cwd, env: environment(), encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync('git', [...identity, ...args], options);
}

/** Commits everything in a folder, which becomes a repository if it is none. */
export function commitAll(cwd: string, message: string): void {
  git(cwd, 'init', '--quiet');
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', message);
}

/** A resource with one finding that has a suggestion (a float) and one that has a safe fix (a password). */
export const product = `defmodule Shop.Product do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "products"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :price, :float
    attribute :password, :string
  end
end
`;

/** A resource without findings. */
export const tag = `defmodule Shop.Tag do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :label, :string
  end
end
`;

export const mix = 'defmodule Shop.MixProject do\n  use Mix.Project\nend\n';

/** A migration that cannot be rolled back. */
export function migration(name: string, table: string): string {
  return `defmodule Shop.Repo.Migrations.${name} do
  use Ecto.Migration

  def up do
    create table(:${table}, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
    end
  end

  def down do
  end
end
`;
}
