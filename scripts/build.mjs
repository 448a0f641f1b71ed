// Bundles the extension, the command and their worker, and puts the two WebAssembly modules beside them.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
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

/** web-tree-sitter asks for `import.meta.url`, which a CommonJS bundle does not have. */
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
};
const bundles = [
  { ...options, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
  { ...options, entryPoints: ['src/analysis/worker.ts'], outfile: 'dist/worker.cjs' },
  { ...options, entryPoints: ['src/editor/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] },
  {
    ...options,
    entryPoints: ['src/editor/chat/main.ts'],
    outfile: 'dist/chat.cjs',
    external: ['vscode'],
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
  webviews,
];

if (process.argv.includes('--watch')) {
  for (const bundle of bundles) await (await context({ ...bundle, logLevel: 'info' })).watch();
} else {
  await Promise.all(bundles.map((bundle) => build(bundle)));
  chmodSync('dist/cli.cjs', 0o755);
}
