import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Which rooms of `src`, and which packages, a room may import. What is not here may not be imported. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  elixir: ['base', 'web-tree-sitter'],
  ash: ['base', 'elixir', 'zod'],
  ecto: ['base', 'elixir', 'zod'],
  snapshots: ['base', 'elixir', 'ash', 'ecto', 'jsonc-parser', 'zod'],
  checklist: ['base', 'elixir', 'ash', 'ecto', 'snapshots', 'zod'],
  analysis: [
    ...['base', 'elixir', 'ash', 'ecto', 'snapshots', 'checklist', 'diff', 'ignore', 'jsonc-parser', 'zod'],
    ...['node:crypto', 'node:fs', 'node:path', 'node:worker_threads'],
  ],
  postgres: [
    ...['base', 'analysis', 'ash', 'ecto', '@electric-sql/pglite', 'pg', 'zod'],
    ...[
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:os',
      'node:path',
      'node:url',
      'node:worker_threads',
      'node:zlib',
    ],
  ],
  system: ['analysis', 'architect', 'node:child_process', 'node:fs', 'node:fs/promises', 'node:path'],
  cli: [
    ...['base', 'analysis', 'ash', 'checklist', 'ecto', 'postgres', 'system', 'package.json'],
    ...['node:fs', 'node:fs/promises', 'node:os', 'node:path', 'node:readline/promises', 'node:url'],
    ...['commander', 'diff', 'picocolors', 'picocolors/types', 'zod'],
  ],
  architect: [
    'base',
    'analysis',
    'checklist',
    'ash',
    'postgres',
    '@anthropic-ai/sdk',
    'diff',
    'picomatch/posix',
    're2js',
    'zod',
  ],
  mcp: [
    ...['base', 'analysis', 'architect', 'checklist', 'cli', 'postgres', 'system', 'package.json', 'zod'],
    ...['node:fs', 'node:fs/promises', 'node:module', 'node:os', 'node:path', 'node:stream'],
    ...['server/stdio.js', 'shared/protocol.js', 'types.js'].map((path) => `@modelcontextprotocol/sdk/${path}`),
  ],
  webviews: ['base', 'analysis', 'architect', 'markdown-it', 'zod'],
  editor: [
    ...['base', 'analysis', 'checklist', 'postgres', 'system', 'architect', 'webviews', 'package.json'],
    ...['vscode', 'zod'],
    ...['node:crypto', 'node:module', 'node:os', 'node:path'],
  ],
};

/** Files that alone may import something. */
const onlyIn: Readonly<Record<string, readonly string[]>> = {
  'web-tree-sitter': ['src/elixir/parser.ts'],
  '@anthropic-ai/sdk': ['src/architect/providers/anthropic.ts'],
  '@electric-sql/pglite': ['open-pglite', 'postgres-worker', 'run-statement'].map(
    (name) => `src/postgres/engine/${name}.ts`,
  ),
  pg: ['own-databases', 'server-connection', 'server-database'].map((name) => `src/postgres/engine/${name}.ts`),
  'node:child_process': ['src/system/git.ts', 'src/system/runner.ts'],
};

/** Rooms that see neither files nor clocks nor chance: what they need comes in as a parameter. */
const pureRooms = ['base', 'ash', 'ecto', 'snapshots', 'checklist', 'architect'];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => join('src', name));

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
  return importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith('.')) return fileName;
    const path = relative('.', join(dirname(file), fileName));
    return path.startsWith('src/') ? (path.split('/')[1] ?? '') : path;
  });
}

const roomOf = (file: string): string => file.split('/')[1] ?? '';

describe('the rooms', () => {
  it('import only what the table allows', () => {
    const trespasses = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => name !== roomOf(file) && !(mayImport[roomOf(file)] ?? []).includes(name))
        .map((name) => `${file} imports ${name}`),
    );
    expect(trespasses).toEqual([]);
  });

  it('keep some imports to a single file', () => {
    for (const [name, owners] of Object.entries(onlyIn)) {
      expect(files.filter((file) => importsOf(file).includes(name)).sort()).toEqual(owners);
    }
  });

  it('have no clock, chance or globals where they are pure', () => {
    const impure = /\b(Date\.now|new Date|Math\.random|performance\.|process\.|console\.|setTimeout|globalThis)/;
    const guilty = files.filter((file) => pureRooms.includes(roomOf(file)) && impure.test(readFileSync(file, 'utf8')));
    expect(guilty).toEqual([]);
  });

  it('keep what runs in a browser away from all but its protocol', () => {
    const shared = new Set(
      ['chat-delta', 'chat-state', 'markdown', 'protocol'].map((name) => `src/webviews/${name}.ts`),
    );
    const browserFiles = files.filter((file) => file.startsWith('src/webviews/chat/') || shared.has(file));
    const imports = browserFiles.flatMap((file) =>
      ts
        .preProcessFile(readFileSync(file, 'utf8'))
        .importedFiles.map(({ fileName }) =>
          fileName.startsWith('.') ? relative('.', join(dirname(file), fileName)) : fileName,
        ),
    );
    const foreign = imports.filter((name) => !browserFiles.includes(name) && !['markdown-it', 'zod'].includes(name));
    expect(foreign).toEqual([]);
  });

  it('leave the editor and its host to one room', () => {
    const users = files.filter((file) => importsOf(file).includes('vscode'));
    expect(users.filter((file) => roomOf(file) !== 'editor')).toEqual([]);
  });
});
