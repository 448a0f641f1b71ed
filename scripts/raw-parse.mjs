// The peer of the benchmark: parses every Elixir file of a project and does nothing with the trees.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load('node_modules/tree-sitter-elixir/tree-sitter-elixir.wasm'));

const ignored = /(^|\/)(deps|_build|node_modules|\.git)(\/|$)/;
const root = process.argv[2] ?? '.';
for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  if (ignored.test(path) || !/\.exs?$/.test(path)) continue;
  try {
    parser.parse(readFileSync(join(root, path), 'utf8'))?.delete();
  } catch (error) {
    console.error(`${path}: ${error.message}`);
  }
}
