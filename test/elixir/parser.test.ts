import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRawTree, type Cursor, type RawNode } from '../../src/elixir/raw-tree.ts';
import { parse, testParser } from '../helpers/parser.ts';
import { readFolder } from '../helpers/workspace.ts';

describe('the parser', () => {
  it('gives positions in UTF-16 units', async () => {
    const { body } = await parse('x = "🎈"\n:after');
    expect(body[1]).toMatchObject({ kind: 'atom', name: 'after', start: 9, end: 15 });
  });

  it.each([
    [':a', { kind: 'atom', name: 'a' }],
    [':"a b"', { kind: 'atom', name: 'a b' }],
    ['nil', { kind: 'atom', name: 'nil' }],
    ['1_000', { kind: 'number', value: 1000, float: false }],
    ['0x1F', { kind: 'number', value: 31 }],
    ['"a\\n\\u0041"', { kind: 'string', value: 'a\nA' }],
    ['"a#{b}"', { kind: 'string', value: undefined }],
    ['"""\n  a\n    b\n  """', { kind: 'string', value: 'a\n  b\n' }],
    ['~s(a "b")', { kind: 'string', value: 'a "b"' }],
    ['~D[2025-01-01]', { kind: 'sigil', name: 'D', content: '2025-01-01' }],
    ['A.B.C', { kind: 'alias', name: 'A.B.C' }],
    ['__MODULE__.C', { kind: 'alias', name: 'C', base: { kind: 'variable' } }],
    ['@name', { kind: 'attribute', name: 'name', value: undefined }],
    ['@name 1', { kind: 'attribute', name: 'name', value: { kind: 'number' } }],
    ['not a', { kind: 'unary', operator: 'not' }],
    ['a not in b', { kind: 'binary', operator: 'not in' }],
    ['(a)', { kind: 'variable', name: 'a' }],
  ])('reads %s', async (text, expected) => {
    expect((await parse(text)).body[0]).toMatchObject(expected);
  });

  it('reads every spelling of a call with options', async () => {
    for (const text of ['a :x, b: 1', 'a(:x, b: 1)', 'a :x, [b: 1]']) {
      const [call] = (await parse(text)).body;
      expect(call).toMatchObject({ kind: 'call', name: 'a', args: [{ name: 'x' }, { kind: 'list' }] });
    }
    const [inline] = (await parse('a x, do: 1, else: 2')).body;
    expect(inline).toMatchObject({
      args: [{ name: 'x' }],
      block: { inline: true, body: [{ value: 1 }], parts: { else: [{ value: 2 }] } },
    });
  });

  it('reads on behind a NUL in a string', async () => {
    const { body, errors } = await parse('"a\0b"\n:after');
    expect(errors).toEqual([]);
    expect(body[1]).toMatchObject({ kind: 'atom', name: 'after' });
  });

  it('expands word lists', async () => {
    expect((await parse('~w(a b)a')).body[0]).toMatchObject({ kind: 'list', items: [{ name: 'a' }, { name: 'b' }] });
  });

  it('sets comments aside wherever they stand', async () => {
    const text = 'a [\n  # one\n  :x,\n  # two\n  y: 1\n] # three\n';
    const { body, comments } = await parse(text);
    expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual(['# one', '# two', '# three']);
    expect(body[0]).toMatchObject({ args: [{ items: [{ name: 'x' }, { kind: 'pair' }] }] });
  });

  it('tells where code is broken', async () => {
    expect((await parse('a = [1, 2')).errors.length).toBeGreaterThan(0);
    expect((await parse('a = [1, 2]')).errors).toEqual([]);
  });

  it.each(['def f do\n  1\nend\nend\n', 'a = 1\nelse\nb = 2', 'do do: 1', 'if x, do: end'])(
    'takes a word that is no name for an error: %j',
    async (text) => {
      expect((await parse(text)).errors.length).toBeGreaterThan(0);
    },
  );

  it('takes words that may be names for such', async () => {
    const text = 'x.end\n[do: 1, else: 2]\n:end\n%{after: 1}\nfoo.catch(1)\nending = do_it(1)';
    expect((await parse(text)).errors).toEqual([]);
  });

  it('builds the same trees as the native binding', async () => {
    const native = nativeParser();
    if (native === undefined) {
      console.warn('skipped: the native tree-sitter binding does not load on this platform');
      return;
    }
    const parser = await testParser();
    const sources = { ...readFolder('test/golden-model/probe/src'), ...readFolder('examples/helpdesk/lib') };
    for (const [path, text] of Object.entries(sources)) {
      const tree = parser.parseRaw(text);
      expect(tree.ok && tree.root, path).toEqual(native(text));
    }
  });
});

/** The native binding (tree-sitter 0.21.1), which is compared with and never shipped: see ARCHITECTURE.md. */
function nativeParser(): ((text: string) => RawNode) | undefined {
  const require = createRequire(import.meta.url);
  try {
    const Parser = require('tree-sitter') as new () => {
      setLanguage(language: unknown): void;
      parse(text: string, old: undefined, options: { bufferSize: number }): { walk(): Cursor };
    };
    const parser = new Parser();
    parser.setLanguage(require('tree-sitter-elixir'));
    return (text) => readRawTree(parser.parse(text, undefined, { bufferSize: text.length * 4 + 1024 }).walk());
  } catch {
    return undefined;
  }
}

describe('literals of real Elixir', () => {
  it('are read like Elixir reads them, where Elixir is installed', async () => {
    const texts = [
      '"a\\tb"',
      '"\\x41"',
      '~s(x\\ny)',
      '"""\n    x\n  y\n  """',
      '~w(a b)',
      ':"x y"',
      '?a',
      '0b101',
      '1.5e3',
    ];
    const answers = askElixir(texts);
    if (answers === undefined) {
      console.warn('skipped: Elixir is not installed (apt-get install elixir)');
      return;
    }
    for (const [index, text] of texts.entries()) {
      const [expr] = (await parse(text)).body;
      expect(printLiteral(expr!), text).toEqual(answers[index]);
    }
  });
});

type AnyExpr = Awaited<ReturnType<typeof parse>>['body'][number];

function printLiteral(expr: AnyExpr): unknown {
  if (expr.kind === 'list') return expr.items.map(printLiteral);
  if (expr.kind === 'atom') return expr.name;
  if (expr.kind === 'string' || expr.kind === 'number') return expr.value;
  return expr.kind;
}

/** The values of literals according to Elixir itself, or undefined where it is not installed. */
function askElixir(texts: readonly string[]): unknown[] | undefined {
  const list = `[${texts.map((text) => `~S'''\n${text}\n'''`).join(', ')}]`;
  const script = `
    json = fn
      json, list when is_list(list) -> "[" <> Enum.map_join(list, ",", &json.(json, &1)) <> "]"
      _, value when is_number(value) -> to_string(value)
      _, value -> inspect(to_string(value), binaries: :as_strings)
    end
    for text <- ${list} do
      {value, _} = Code.eval_string(text)
      IO.puts(json.(json, value))
    end`;
  try {
    const output = execFileSync('elixir', ['-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}

describe('long and deep code', () => {
  const overflowing = (comments: number): string =>
    [
      'defmodule A do',
      '  def f do',
      '    case B',
      '         |> c()',
      '         |> d() do',
      '      {:ok, x} -> x',
      '    end',
      '  rescue',
      '    error ->',
      '      IO.puts("e")',
      '      {:error, error}',
      '  end',
      '',
      '  @doc """',
      '  x',
      '  """',
      '  def g do',
      '    IO.puts("y")',
      '    f()',
      '  end',
      '',
      ...Array.from({ length: comments }, () => '  # c'),
      'end',
      '',
    ].join('\n');

  it('parses the comments that overflow the runtime’s own stack', async () => {
    const parser = await testParser();
    const result = parser.parse(overflowing(1100));
    expect(result.ok && result.syntax.errors).toEqual([]);
    expect(parser.parse('x = 1').ok).toBe(true);
  });

  it('goes on after code that is nested too deeply', async () => {
    const parser = await testParser();
    const depth = 200_000;
    const result = parser.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    if (!result.ok) expect(result.reason).toMatch(/nested too deeply|took longer/);
    expect(parser.parse('x = 1').ok).toBe(true);
  });

  it('reads every file of the example', async () => {
    for (const [path, text] of Object.entries(readFolder(join('examples/helpdesk', 'lib')))) {
      expect((await parse(text)).errors, path).toEqual([]);
    }
    expect(readFileSync('examples/helpdesk/mix.exs', 'utf8')).toContain('ash_postgres');
  });
});
