import { describe, expect, it } from 'vitest';
import { optionValue, type Declaration } from '../../src/elixir/declaration.ts';
import { expandModule, type ExpandedModule } from '../../src/elixir/expand.ts';
import { findModules, type ModuleSource } from '../../src/elixir/modules.ts';
import type { Expr } from '../../src/elixir/syntax.ts';
import { parse } from '../helpers/parser.ts';

/** Expands the last module of the text; the others can be followed. */
async function expand(text: string): Promise<ExpandedModule> {
  const modules = findModules(await parse(text), 'a.ex');
  const byName = new Map<string, ModuleSource>(modules.map((module) => [module.name, module]));
  return expandModule(modules.at(-1)!, (name) => byName.get(name));
}

function print(expr: Expr | undefined): unknown {
  switch (expr?.kind) {
    case 'atom':
      return `:${expr.name}`;
    case 'string':
    case 'number':
      return expr.value;
    case 'alias':
      return expr.name;
    case 'list':
    case 'tuple':
      return expr.items.map(print);
    case 'pair':
      return [print(expr.key), print(expr.value)];
    default:
      return expr?.kind;
  }
}

async function argumentsOf(body: string): Promise<unknown[]> {
  const { declarations } = await expand(`defmodule M do\n${body}\nend`);
  return declarations.map((declaration) => declaration.args.map(print));
}

function inside({ declarations }: ExpandedModule, section: string): Declaration[] {
  return declarations.filter((declaration) => declaration.name === section).flatMap((block) => block.body);
}

describe('names', () => {
  it.each([
    ['alias A.B\nx B.C', ['A.B.C']],
    ['alias A.B, as: D\nx D', ['A.B']],
    ['alias A.{B, C.D}\nx D', ['A.C.D']],
    ['alias __MODULE__.E\nx E', ['M.E']],
    ['require A.B, as: R\nx R', ['A.B']],
    ['x __MODULE__.F', ['M.F']],
    ['x Elixir.Abs', ['Abs']],
  ])('%j', async (body, expected) => {
    expect(await argumentsOf(body)).toContainEqual(expected);
  });

  it('lets nested modules be named without their prefix', async () => {
    const text = 'defmodule M do\n  defmodule N do\n  end\n  defmodule P do\n    x N.O\n  end\nend';
    const { declarations } = await expand(text);
    expect(declarations.map(({ args }) => args.map(print))).toEqual([['M.N.O']]);
  });

  it('prefixes nested modules, and lists them', async () => {
    const text =
      'defmodule A do\n  alias X.Y\n  defmodule B do\n    defmodule Elixir.C do\n    end\n  end\nend\ndefmodule A.D do\nend';
    expect(findModules(await parse(text), 'a.ex').map((module) => module.name)).toEqual(['A', 'A.B', 'C', 'A.D']);
  });
});

describe('values', () => {
  it.each([
    ['@a [:b]\nx @a', [[':b']]],
    ['@a [:b]\n@c @a ++ [:d]\nx @c', [[':b', ':d']]],
    ['x ~w(a b)a', [[':a', ':b']]],
    ['x "a" <> "b"', ['ab']],
    ['y = :z\nx y', [':z']],
    ['x Keyword.get([a: 1], :a)', [1]],
    ['x [a: 1][:b]', [':nil']],
    ['x [1 | [2]]', [[1, 2]]],
    ['x if(true, do: 1, else: 2)', [1]],
    ['x :a in [:a]', [':true']],
    ['x Module.concat(A, B)', ['A.B']],
  ])('%j', async (body, expected) => {
    expect(await argumentsOf(body)).toContainEqual(expected);
  });

  it('keeps what only the compiler knows', async () => {
    expect(await argumentsOf('x Application.get_env(:a, :b)')).toEqual([['call']]);
  });
});

describe('loops and conditions', () => {
  it.each([
    ['for n <- [:a, :b] do\n  x n\nend', [[':a'], [':b']]],
    ['for {n, t} <- [a: 1] do\n  x n, t\nend', [[':a', 1]]],
    ['for n <- [1, 2], n == 2 do\n  x n\nend', [[2]]],
    ['Enum.each([:a], fn n -> x n end)', [[':a']]],
    ['if true do\n  x 1\nelse\n  x 2\nend', [[1]]],
    ['unless true do\n  x 1\nend', []],
  ])('%j', async (body, expected) => {
    expect(await argumentsOf(body)).toEqual(expected);
  });

  it('says where it cannot decide, and marks what stands there', async () => {
    const expanded = await expand(
      'defmodule M do\n  if Mix.env() == :test do\n    x 1\n  end\n  for n <- all() do\n    x n\n  end\nend',
    );
    expect(expanded.declarations).toMatchObject([{ name: 'x', conditional: true }]);
    expect(expanded.opaque.map(({ reason }) => reason)).toEqual([
      'a condition decides at compile time what is declared',
      'a loop runs over a value that only the compiler knows',
    ]);
  });
});

describe('use', () => {
  const wrapper = (body: string): string =>
    `defmodule W do\n  alias Deep.Mod\n  defmacro __using__(opts) do\n${body}\n  end\nend\n`;

  it('follows what a wrapper quotes, with its aliases and its options', async () => {
    const text = `${wrapper('quote do\n use Base, layer: Mod\n attributes do\n attribute :id, unquote(opts[:type])\n end\n end')}
      defmodule M do
        use W, type: :uuid
        attributes do
          attribute :own, :string
        end
      end`;
    const expanded = await expand(text);
    expect(expanded.uses.map(({ module, followed }) => [module, followed])).toEqual([
      ['W', true],
      ['Base', false],
    ]);
    expect(print(expanded.uses[1]!.argument)).toEqual([[':layer', 'Deep.Mod']]);
    expect(inside(expanded, 'attributes').map(({ args, via }) => [args.map(print), via?.module])).toEqual([
      [[':id', ':uuid'], 'W'],
      [[':own', ':string'], undefined],
    ]);
    expect(expanded.opaque).toEqual([]);
  });

  it.each([
    ['a default', 'quote do\n x unquote(Keyword.get(opts, :t, :d))\n end', [':d']],
    ['a binding', 't = Keyword.get(opts, :t, :d)\n quote do\n x unquote(t)\n end', [':d']],
    ['bind_quoted', 'quote bind_quoted: [o: opts] do\n x o[:u]\n end', [':v']],
    ['a condition', 'if opts[:u] == :v do\n quote do\n x 1\n end\n else\n quote do\n x 2\n end\n end', [1]],
    ['a case', 'case opts[:u] do\n :v -> quote(do: x 1)\n _ -> quote(do: x 2)\n end', [1]],
    ['a sequence', 'part = quote do\n x 7\n end\n quote do\n unquote(part)\n end', [7]],
    ['a list of quotes', '[quote(do: x 8)]', [8]],
    ['a spliced list', 'parts = [quote(do: x 9)]\n quote do\n unquote_splicing(parts)\n end', [9]],
    [
      'a mapped list',
      'quote do\n unquote_splicing(Enum.map(opts[:l], fn i -> quote(do: x unquote(i)) end))\n end',
      [':m'],
    ],
  ])('evaluates %s', async (_, body, expected) => {
    const expanded = await expand(`${wrapper(body)}defmodule M do\n  use W, u: :v, l: [:m]\nend`);
    expect(expanded.opaque).toEqual([]);
    expect(expanded.declarations.map(({ args }) => args.map(print))).toEqual([expected]);
  });

  it('follows helper functions, dispatch and chains of wrappers', async () => {
    const text = `
      defmodule Inner do
        defmacro __using__(_), do: quote(do: x 1)
      end
      defmodule Web do
        def resource do
          quote do
            use Inner
            unquote(extra(2))
          end
        end
        defp extra(n), do: quote(do: x unquote(n))
        defmacro __using__(which) when is_atom(which), do: apply(__MODULE__, which, [])
      end
      defmodule M do
        use Web, :resource
      end`;
    const expanded = await expand(text);
    expect(expanded.opaque).toEqual([]);
    expect(expanded.declarations.map(({ args }) => args.map(print))).toEqual([[1], [2]]);
  });

  it('leaves aliases and imports of a wrapper in force', async () => {
    const text = `
      defmodule Macros do
        defmacro field(name), do: quote(do: attribute unquote(name), :string)
      end
      ${wrapper('quote do\n import Macros\n alias Far.Away\n end')}
      defmodule M do
        use W
        field :a
        x Away
      end`;
    const expanded = await expand(text);
    expect(expanded.declarations.map(({ name, args }) => [name, ...args.map(print)])).toEqual([
      ['attribute', ':a', ':string'],
      ['x', 'Far.Away'],
    ]);
  });

  it('says when a wrapper computes its code', async () => {
    const expanded = await expand(`${wrapper('build(opts)')}defmodule M do\n  use W\nend`);
    expect(expanded.opaque.map(({ reason }) => reason)).toEqual(['`W.__using__` computes what it injects']);
  });

  it('ends when wrappers use each other', async () => {
    const text = `
      defmodule A do
        defmacro __using__(_), do: quote(do: use B)
      end
      defmodule B do
        defmacro __using__(_), do: quote(do: use A)
      end
      defmodule M do
        use A
      end`;
    expect((await expand(text)).uses.length).toBeLessThan(60);
  });
});

describe('options', () => {
  it.each([
    'attribute :x, :s, b: 1',
    'attribute(:x, :s, b: 1)',
    'attribute :x, :s, [b: 1]',
    'attribute :x, :s do\n  b 1\nend',
    'attribute :x, :s, do: b(1)',
    'attribute :x, :s, c: 2 do\n  b 1\nend',
  ])('are found in %j', async (line) => {
    const expanded = await expand(`defmodule M do\n  ${line}\nend`);
    expect(print(optionValue(expanded.declarations[0]!, 'b'))).toBe(1);
    expect(expanded.declarations[0]!.args.map(print)).toEqual([':x', ':s']);
  });
});

describe('half-typed code', () => {
  it('keeps the declarations before and behind the broken place', async () => {
    const text =
      'defmodule M do\n  attributes do\n    attribute :a, :s\n    attribute :\n    attribute :b, :s\n  end\n\n  actions do\n    read :r\n  end\nend\n';
    const expanded = await expand(text);
    expect(inside(expanded, 'attributes').map(({ args }) => print(args[0]))).toContain(':a');
    expect(inside(expanded, 'actions')).toHaveLength(1);
  });

  it('finds a module whose end is not typed yet', async () => {
    const modules = findModules(
      await parse('defmodule M do\n  use A\n\n  attributes do\n    attribute :a, :s\n'),
      'a.ex',
    );
    expect(modules.map((module) => module.name)).toContain('M');
  });
});
