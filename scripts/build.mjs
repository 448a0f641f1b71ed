// Bundles the extension, the command and their workers, and puts the WebAssembly modules beside them.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { build, context } from 'esbuild';
import { webviews } from './webviews.mjs';
import { withoutZodLocales } from './without-zod-locales.mjs';

const grammar = 'node_modules/tree-sitter-elixir/tree-sitter-elixir.wasm';
const expected = /grammarChecksum = '([0-9a-f]{64})'/.exec(readFileSync('src/analysis/grammar.ts', 'utf8'))?.[1];
const actual = createHash('sha256').update(readFileSync(grammar)).digest('hex');
if (actual !== expected) throw new Error(`${grammar} has checksum ${actual}, not ${expected}`);

mkdirSync('dist', { recursive: true });
copyFileSync(grammar, 'dist/tree-sitter-elixir.wasm');
copyFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm', 'dist/web-tree-sitter.wasm');
cpSync('src/architect/skills/pages', 'dist/skills', { recursive: true });

// PostgreSQL, what its data directory is made with, and its extensions.
const pglite = 'node_modules/@electric-sql/pglite/dist';
const pgliteFiles = readdirSync(pglite).filter((name) => /^(pglite|initdb)\.(wasm|data)$|\.tar\.gz$/.test(name));
mkdirSync('dist/postgres', { recursive: true });
for (const name of pgliteFiles) copyFileSync(`${pglite}/${name}`, `dist/postgres/${name}`);

/** Some packages ask for `import.meta.url`, which a CommonJS bundle does not have. */
const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  plugins: [withoutZodLocales],
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'import.meta.url': 'importMetaUrl' },
  inject: ['scripts/import-meta-url.mjs'],
  // A native client that `pg` uses where somebody installed it.
  external: ['pg-native'],
};
const bundles = [
  { ...options, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
  { ...options, entryPoints: ['src/analysis/worker.ts'], outfile: 'dist/worker.cjs' },
  {
    ...options,
    entryPoints: ['src/postgres/engine/postgres-worker.ts'],
    outfile: 'dist/postgres-worker.cjs',
    // PGlite is large, and nobody debugs it here.
    minify: true,
    keepNames: true,
    sourcemap: false,
  },
  {
    ...options,
    entryPoints: ['src/editor/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode', ...options.external],
  },
  {
    ...options,
    entryPoints: ['src/editor/proof/main.ts'],
    outfile: 'dist/proof.cjs',
    external: ['vscode', 'pg-native'],
  },
  {
    ...options,
    entryPoints: ['src/editor/chat/main.ts'],
    outfile: 'dist/chat.cjs',
    external: ['vscode', ...options.external],
    // The model's SDK is large, and nobody debugs it here.
    minify: true,
    keepNames: true,
  },
  {
    ...options,
    entryPoints: ['src/mcp/main.ts'],
    outfile: 'dist/mcp.cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...options, entryPoints: ['src/mcp/open-proofs.ts'], outfile: 'dist/mcp-proofs.cjs' },
  webviews,
];

if (process.argv.includes('--watch')) {
  for (const bundle of bundles) await (await context({ ...bundle, logLevel: 'info' })).watch();
} else {
  await Promise.all(bundles.map((bundle) => build(bundle)));
  chmodSync('dist/cli.cjs', 0o755);
}
