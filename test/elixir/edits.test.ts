import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../../src/base/text-edit.ts';
import type { Declaration } from '../../src/elixir/declaration.ts';
import {
  addOptions,
  appendToSection,
  removeOption,
  removeOptions,
  removeStatement,
  replaceWithin,
  setOption,
} from '../../src/elixir/edits.ts';
import { expandModule } from '../../src/elixir/expand.ts';
import { findModules } from '../../src/elixir/modules.ts';
import { parse } from '../helpers/parser.ts';

/** The module in `text`, with its sections by name. */
async function read(text: string): Promise<{
  module: { start: number; end: number };
  sections: Map<string, Declaration[]>;
}> {
  const source = findModules(await parse(text), 'a.ex')[0]!;
  const sections = new Map<string, Declaration[]>();
  for (const declaration of expandModule(source, () => undefined).declarations) {
    sections.set(declaration.name, [...(sections.get(declaration.name) ?? []), declaration]);
  }
  return { module: source, sections };
}

/** Applies an edit to the declaration in `attributes do … end`. */
async function edit(
  line: string,
  build: (text: string, declaration: Declaration) => TextEdit | undefined,
): Promise<string> {
  const text = `defmodule A do\n  attributes do\n${indent(line)}\n  end\nend\n`;
  const { sections } = await read(text);
  const result = build(text, sections.get('attributes')![0]!.body[0]!);
  return result === undefined ? 'no edit' : outdent(applyEdits(text, [result]));
}

function indent(code: string): string {
  return code.replace(/^(?=.)/gm, '    ');
}

function outdent(text: string): string {
  const body = text.slice('defmodule A do\n  attributes do\n'.length, -'\n  end\nend\n'.length);
  return body.replace(/^ {4}/gm, '');
}

describe('setting an option', () => {
  const set = (line: string): Promise<string> =>
    edit(line, (text, declaration) => setOption(text, declaration, 'b?', 'true'));

  it.each([
    ['attribute :x, :string', 'attribute :x, :string, b?: true'],
    ['attribute :x, :string, a: 1', 'attribute :x, :string, a: 1, b?: true'],
    ['attribute(:x, :string)', 'attribute(:x, :string, b?: true)'],
    ['attribute :x, :string, b?: false', 'attribute :x, :string, b?: true'],
    ['attribute :x, :string do\n  a 1\nend', 'attribute :x, :string do\n  a 1\n  b? true\nend'],
    ['attribute :x, :string do\n  b? false\nend', 'attribute :x, :string do\n  b? true\nend'],
    ['attribute :x, :string do\nend', 'attribute :x, :string do\n  b? true\nend'],
    ['attribute :x, :string,\n  a: 1,\n  c: 2', 'attribute :x, :string,\n  a: 1,\n  c: 2,\n  b?: true'],
    ['timestamps()', 'timestamps(b?: true)'],
    ['timestamps', 'timestamps(b?: true)'],
  ])('%j', async (before, after) => {
    expect(await set(before)).toBe(after);
  });

  it('breaks the line, or opens a block, where it would get too long', async () => {
    const long = `attribute :${'x'.repeat(60)}, :string, default: "1234567"`;
    expect(await set(long)).toBe(`attribute :${'x'.repeat(60)}, :string,\n  default: "1234567",\n  b?: true`);
    const bare = `attribute :${'x'.repeat(75)}, :string`;
    expect(await set(bare)).toBe(`${bare} do\n  b? true\nend`);
  });

  it('keeps the line breaks of the file', async () => {
    const text = 'defmodule A do\r\n  attributes do\r\n    attribute :x, :string do\r\n    end\r\n  end\r\nend\r\n';
    const { sections } = await read(text);
    const result = setOption(text, sections.get('attributes')![0]!.body[0]!, 'b?', 'true');
    expect(applyEdits(text, [result])).toContain('do\r\n      b? true\r\n    end');
  });
});

describe('several options at once', () => {
  it.each([
    ['attribute :x, :string', 'attribute :x, :string, b?: true, c: [d: 1]'],
    ['attribute :x, :string,\n  a: 1', 'attribute :x, :string,\n  a: 1,\n  b?: true,\n  c: [d: 1]'],
    ['attribute :x, :string do\n  a 1\nend', 'attribute :x, :string do\n  a 1\n  b? true\n  c d: 1\nend'],
    [`attribute :${'x'.repeat(70)}, :string`, `attribute :${'x'.repeat(70)}, :string do\n  b? true\n  c d: 1\nend`],
  ])('adds them to %j', async (before, after) => {
    const options = [
      ['b?', 'true'],
      ['c', '[d: 1]'],
    ] as const;
    expect(await edit(before, (text, declaration) => addOptions(text, declaration, options))).toBe(after);
  });

  it.each([
    ['attribute :x, :string, b?: true, a: 1, c: 2', 'attribute :x, :string, a: 1'],
    ['attribute :x, :string,\n  b?: true,\n  a: 1,\n  c: 2', 'attribute :x, :string, a: 1'],
    ['attribute :x, :string,\n  b?: true,\n  # why\n  a: 1', 'attribute :x, :string,\n  # why\n  a: 1'],
    ['attribute :x, :string do\n  b? true\n  a 1\n  c 2\nend', 'attribute :x, :string do\n  a 1\nend'],
    ['attribute :x, :string do\n  b? true\n  c 2\nend', 'attribute :x, :string'],
    ['attribute :x, :string, c: 2 do\n  b? true\nend', 'attribute :x, :string'],
    ['attribute :x, :string do\n  # why\n  b? true\nend', 'attribute :x, :string do\n  # why\nend'],
  ])('removes them from %j', async (before, after) => {
    const text = `defmodule A do\n  attributes do\n${indent(before)}\n  end\nend\n`;
    const { sections } = await read(text);
    const edits = removeOptions(text, sections.get('attributes')![0]!.body[0]!, ['b?', 'c']);
    expect(outdent(applyEdits(text, edits))).toBe(after);
  });
});

describe('removing', () => {
  it.each([
    ['attribute :x, :string, b?: true', 'attribute :x, :string'],
    ['attribute :x, :string, b?: true, a: 1', 'attribute :x, :string, a: 1'],
    ['attribute :x, :string do\n  b? true\n  a 1\nend', 'attribute :x, :string do\n  a 1\nend'],
    ['attribute :x, :string', 'no edit'],
  ])('an option: %j', async (before, after) => {
    expect(await edit(before, (text, declaration) => removeOption(text, declaration, 'b?'))).toBe(after);
  });

  it('a statement takes its line along', () => {
    expect(applyEdits('a\n  b\nc\n', [removeStatement('a\n  b\nc\n', { start: 4, end: 5 })])).toBe('a\nc\n');
  });
});

describe('adding to a section', () => {
  const add = async (text: string, path: string[], statement: string): Promise<string> => {
    const { module, sections } = await read(text);
    const result = appendToSection(text, module, sections, path, statement, 'a.ex');
    return result === undefined ? 'no edit' : applyEdits(text, [result]);
  };

  it('appends to one that is there', async () => {
    const text = 'defmodule A do\n  identities do\n    identity :a, [:a]\n  end\nend\n';
    expect(await add(text, ['identities'], 'identity :b, [:b]')).toBe(
      'defmodule A do\n  identities do\n    identity :a, [:a]\n    identity :b, [:b]\n  end\nend\n',
    );
  });

  it('makes the inner one', async () => {
    const text = 'defmodule A do\n  postgres do\n    table "a"\n  end\nend\n';
    expect(await add(text, ['postgres', 'references'], 'reference :b')).toBe(
      'defmodule A do\n  postgres do\n    table "a"\n\n    references do\n      reference :b\n    end\n  end\nend\n',
    );
  });

  it('makes all of it', async () => {
    expect(await add('defmodule A do\n  use B\nend\n', ['identities'], 'identity :b, [:b]')).toBe(
      'defmodule A do\n  use B\n\n  identities do\n    identity :b, [:b]\n  end\nend\n',
    );
  });

  it('does nothing in a module on one line', async () => {
    expect(await add('defmodule A, do: nil\n', ['identities'], 'identity :b, [:b]')).toBe('no edit');
  });
});

describe('replacing a part', () => {
  const replaceTime = (line: string): Promise<string> =>
    edit(line, (text, declaration) => {
      const start = text.indexOf('^later()');
      return replaceWithin(text, declaration, { start, end: start + '^later()'.length }, 'now()');
    });

  it.each([
    ['filter expr(at < ^later())', 'filter expr(at < now())'],
    ['filter expr(\n  done and at < ^later()\n)', 'filter expr(done and at < now())'],
    ['filter expr(\n  name == "a" and\n    at < ^later()\n)', 'filter expr(\n  name == "a" and\n    at < now()\n)'],
  ])('%j', async (before, after) => {
    expect(await replaceTime(before)).toBe(after);
  });
});
