// Bundles the tests of each launch for the extension host, which loads CommonJS.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/host/versions.mjs';

export const bundles = join(root, 'out/host-tests');

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
};

export async function bundleTests(launches) {
  await build({ ...options, entryPoints: [join(root, 'test/host/index.ts')], outfile: join(bundles, 'index.cjs') });
  for (const { name, tests } of launches) {
    const folder = join(root, tests);
    const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
    const contents = files.map((file) => `import './${file}';`).join('\n');
    await build({ ...options, stdin: { contents, resolveDir: folder }, outfile: join(bundles, `${name}.cjs`) });
  }
}
