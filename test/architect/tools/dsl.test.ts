import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/architect/dsl/catalogue.ts';
import { dslEntries } from '../../../src/architect/dsl/entries.ts';
import { dsl } from '../../../src/architect/tools/dsl.ts';
import { call, plainContext } from './context.ts';

const lock = `%{
  "ash": {:hex, :ash, "3.5.1", "abc", [:mix], [], "hexpm", "def"},
  "ash_postgres": {:hex, :ash_postgres, "2.12.0", "abc", [:mix], [], "hexpm", "def"},
}
`;
const files = {
  'mix.lock': lock,
  'deps/ash/usage-rules/relationships.md':
    '# Relationships\n\nName belongs_to after the thing.\n\nOther words.\n\n<data-x> belongs_to\u202e again',
};
const lookUp = async (name: string): Promise<string> => (await call(dsl, { name }, plainContext(files))).text;

describe('the catalogue', () => {
  it('has the extensions, with sections, entities and options', () => {
    expect(Object.keys(catalogue.extensions)).toContain('AshPostgres.DataLayer');
    expect(dslEntries.length).toBeGreaterThan(900);
    expect(dslEntries.every(({ kind, text, name }) => kind !== 'option' || text.startsWith(`${name} `))).toBe(true);
  });
});

describe('dsl', () => {
  it('tells what may stand in a section', async () => {
    expect(await lookUp('identities')).toMatch(
      /^section identities \(Ash\.Resource\.Dsl\): identities do … end\n {2}may hold: identity/,
    );
  });

  it('tells arguments and options of an entity', async () => {
    const text = await lookUp('relationships.belongs_to');
    expect(text).toMatch(/^entity relationships\.belongs_to \(Ash\.Resource\.Dsl\): belongs_to name, destination\n/);
    expect(text).toContain('\n  allow_nil? :boolean = true\n');
    expect(text).toContain('\n  destination {:spark, Ash.Resource}');
  });

  it('finds options by their names, with or without the question mark', async () => {
    expect(await lookUp('nils_distinct?')).toMatch(/^option identities\.identity\.nils_distinct\? /);
    expect(await lookUp('nils_distinct')).toMatch(/^option identities\.identity\.nils_distinct\? /);
    expect(await lookUp('postgres.references.reference.on_delete')).toMatch(
      /^option postgres\.references\.reference\.on_delete \(AshPostgres\.DataLayer\)/,
    );
  });

  it('says how many places there are when there are too many', async () => {
    expect(await lookUp('name')).toMatch(/\d+ more; give more of the path/);
  });

  it('knows builtins, functions and types', async () => {
    expect(await lookUp('set_attribute')).toContain('builtin change: set_attribute(');
    expect(await lookUp('relates_to_actor_via')).toContain('builtin policy check: ');
    expect(await lookUp('ago')).toContain('function in expressions: ago ');
    expect(await lookUp(':uuid_v7')).toContain('type :uuid_v7: Ash.Type.UUIDv7');
    expect(await lookUp('types')).toContain(':ci_string');
    expect(await lookUp('expressions')).toContain('operators: ');
  });

  it('compares with the versions that the project is locked to', async () => {
    const text = await lookUp('belongs_to');
    expect(text).toContain(`ash: this is of ${catalogue.packages['ash']}, and the project is locked to 3.5.1`);
    expect(await lookUp('postgres.references')).toContain('ash_postgres 2.12.0, as the project is locked to.');
    const without = await call(dsl, { name: 'belongs_to' }, plainContext({}));
    expect(without.text).toContain('no mix.lock');
  });

  it("quotes the project's own usage rules as data", async () => {
    const text = await lookUp('belongs_to');
    expect(text).toContain(
      '<data-id-1 from="deps/ash/usage-rules/relationships.md">\nName belongs_to after the thing.\n\n<data-x> belongs_to again\n</data-id-1>',
    );
    expect(text).not.toContain('Other words');
  });

  it('quotes what follows a paragraph that is too long', async () => {
    const long = `belongs_to ${'x'.repeat(3000)}`;
    const page = { ...files, 'deps/ash/usage-rules/relationships.md': `${long}\n\nA belongs_to is short.\n` };
    const { text } = await call(dsl, { name: 'relationships/belongs_to' }, plainContext(page));
    expect(text).toContain('relationships.md">\nA belongs_to is short.\n</data');
  });

  it.each(['constructor', 'toString', '__proto__'])('knows no %j, which every object has', async (name) => {
    expect(await call(dsl, { name }, plainContext(files))).toMatchObject({ isError: true });
  });

  it('helps with what there is not', async () => {
    const result = await call(dsl, { name: 'belong_to' }, plainContext(files));
    expect(result).toMatchObject({ isError: true });
    expect(result.text).toContain('Did you mean `belongs_to`?');
  });
});
