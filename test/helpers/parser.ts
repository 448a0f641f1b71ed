import { readGrammar } from '../../src/analysis/grammar.ts';
import { ElixirParser } from '../../src/elixir/parser.ts';
import type { Syntax } from '../../src/elixir/syntax.ts';

const grammar = readGrammar({
  runtime: 'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  grammar: 'node_modules/tree-sitter-elixir/tree-sitter-elixir.wasm',
});

let parser: Promise<ElixirParser> | undefined;

/** One parser for all tests of a process. */
export function testParser(): Promise<ElixirParser> {
  parser ??= ElixirParser.create(grammar);
  return parser;
}

export async function parse(text: string): Promise<Syntax> {
  const result = (await testParser()).parse(text);
  if (!result.ok) throw new Error(result.reason);
  return result.syntax;
}
