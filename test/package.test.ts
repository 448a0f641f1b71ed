import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skillNames } from '../src/architect/skills/skill.ts';
import manifest from '../package.json' with { type: 'json' };

/** The whole content of the extension's package. */
const contents = [
  ...['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt'],
  ...[
    'dist/extension.cjs',
    'dist/worker.cjs',
    'dist/mcp.cjs',
    'dist/mcp-proofs.cjs',
    'dist/chat.cjs',
    'dist/tree-sitter-elixir.wasm',
    'dist/web-tree-sitter.wasm',
    'dist/proof.cjs',
    'dist/postgres-worker.cjs',
    'dist/webview/report.css',
    ...postgresFiles().map((name) => `dist/postgres/${name}`),
  ],
  ...['docs/schemas/ash-architect.schema.json', 'docs/schemas/baseline.schema.json', 'docs/rules/README.md'],
];
const patterns = [
  /^dist\/skills\/[a-z-]+\.md$/,
  /^dist\/webview\/[a-z-]+\.(js|css)$/,
  /^docs\/rules\/[a-z]+\/[a-z-]+\.md$/,
  /^media\/[a-z-]+\.(svg|png|md)$/,
  /^syntaxes\/[\w.-]+\.json$/,
];

const megabyte = 1024 * 1024;

describe('the package of the extension', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ash-architect-package-'));
  const vsix = join(folder, 'extension.vsix');
  let files: string[] = [];

  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/package.mjs', '--no-build', '--out', vsix], { stdio: 'pipe' });
    files = entriesOf(readFileSync(vsix))
      .filter((name) => name.startsWith('extension/'))
      .map((name) => name.slice('extension/'.length));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has what it needs and nothing else', () => {
    expect(files).toEqual(expect.arrayContaining(contents));
    const rest = files.filter((name) => !contents.includes(name));
    expect(rest.filter((name) => !patterns.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('has the pages of all skills', () => {
    const pages = skillNames.map((name) => `dist/skills/${name}.md`);
    expect(files.filter((name) => name.startsWith('dist/skills/')).sort()).toEqual(pages.sort());
  });

  it('has all that its bundles load by name', () => {
    const bundles = files.filter((name) => name.endsWith('.cjs'));
    const loaded = bundles.flatMap((name) =>
      [...readFileSync(name, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id = '']) => id),
    );
    // VS Code has the first; `pg` does without the second, and PGlite has no sockets, which would need the third.
    const known = ['vscode', 'pg-native', 'ws'];
    expect(loaded.length).toBeGreaterThan(0);
    expect([...new Set(loaded)].filter((id) => !isBuiltin(id) && !known.includes(id))).toEqual([]);
  });

  it('has every file that the manifest names', () => {
    const named = [`./${manifest.icon}`, manifest.main, ...pathsIn(manifest.contributes)];
    expect(named.filter((path) => !files.includes(path.slice('./'.length)))).toEqual([]);
  });

  it('is small', () => {
    // PostgreSQL alone is 7.2 MB.
    expect(statSync(vsix).size).toBeLessThan(9 * megabyte);
  });
});

/** PostgreSQL with all the extensions that PGlite brings for it. */
function postgresFiles(): string[] {
  const bundles = readdirSync('node_modules/@electric-sql/pglite/dist').filter((name) => name.endsWith('.tar.gz'));
  return ['pglite.wasm', 'pglite.data', 'initdb.wasm', ...bundles];
}

/** The relative paths in a part of the manifest. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('./') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}

/** The names in a zip archive's directory. */
function entriesOf(zip: Buffer): string[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const names: string[] = [];
  let offset = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(offset + field));
    names.push(zip.toString('utf8', offset + 46, offset + 46 + (name ?? 0)));
    offset += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}
