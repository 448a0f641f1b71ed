import { describe, expect, it } from 'vitest';
import { scopesAt, tokenize } from './tokenize.ts';

const hosts = ['own', 'other'] as const;
const sql = 'meta.embedded.block.sql';

describe.each(hosts)('in the grammar of %s', (host) => {
  it.each([
    'expr(fragment("«select»", a))',
    'fragment(\n  "«select»",\n  a\n)',
    'fragment(\n  # why\n  "«select»",\n  a\n)',
    'fragment("""\n«select»\n""", a)',
    'execute("«select»")',
    'execute("a", "«select»")',
    'execute(\n  "a",\n  "«select»"\n)',
    'execute "«select»"',
    'execute "a",\n        "«select»"',
    'execute "a " <> "«select»"',
    'execute """\n«select»\n"""',
    'execute("""\n«select»\n""")',
    'execute("""\na\n""", """\n«select»\n""")',
    'execute ~S"""\n«select»\n"""',
    'execute(~s"""\n«select»\n""")',
    'execute ~s(«select»)',
    'execute ~s|«select»|',
    'execute(~S[«select»])',
    'repo().query!("«select»")',
    'repo.query("«select»")',
    'App.Repo.query!("«select» $1", [a])',
    'App.Repo.query!("""\n«select»\n""")',
    'Ecto.Adapters.SQL.query!(App.Repo, "«select»", [])',
    'Ecto.Adapters.SQL.query!(repo(), "«select»", [])',
    '  up "«select»"',
    '  down """\n  «select»\n  """',
    '  check_constraint :a, "b", check: "«select»"',
    'create constraint(:a, :b, check: ~s(«select»))',
    'create index(:a, [:b], where: "«select»")',
    '  index [:a], where: "«select»", unique: true',
    'index [:a],\n  where:\n    "«select»"',
    '  base_filter_sql "«select»"',
    '  identity_wheres_to_sql email: "«select»"',
    '  identity_wheres_to_sql email: "a", name: "«select»"',
    '  identity_wheres_to_sql email: "a",\n    name: "«select»"',
    '  calculations_to_sql [\n    name: "«select»"\n  ]',
  ])('%s is SQL', async (marked) => {
    const scopes = await scopesAt(marked, host);
    expect(scopes).toContain(sql);
    expect(scopes).toContain('keyword.other.sql');
  });

  it.each([
    'fragment("a", "«select»")',
    'fragment(^a, "«select»")',
    'fragment("a") <> "«select»"',
    'x.fragment("«select»")',
    'execute(fn -> "«select»" end)',
    'foo("«select»")',
    'repo().all("«select»")',
    'App.query!("«select»")',
    '  up = "«select»"',
    '  identity :a, [:b], where: expr(c == "«select»")',
    'where:\n  foo("«select»")',
    'execute "a"\nx = "«select»"',
    '  base_filter_sql "a"\n  table "«select»"',
    '  up "a"\n  "«select»"',
    '  identity_wheres_to_sql email: "a"\n  table "«select»"',
    '# execute "«select»"',
    '"""\nexecute "«select»"\n"""',
  ])('%s is none', async (marked) => {
    expect(await scopesAt(marked, host)).not.toContain(sql);
  });

  it.each([
    ['fragment("a = «?»", a)', 'variable.parameter.placeholder.elixir'],
    ['fragment("a = \'«?»\'", a)', 'variable.parameter.placeholder.elixir'],
    ['fragment("a «\\\\?» b", a)', 'constant.character.escape.elixir'],
    ['fragment("""\na = «?»\n""", a)', 'variable.parameter.placeholder.elixir'],
    ['repo().query!("a = «$1»", [a])', 'variable.parameter.placeholder.elixir'],
    ['execute("a «?|» b")', 'keyword.operator.sql'],
    ["execute(\"a «'it''s'» b\")", 'string.quoted.single.sql'],
    ['execute("a «\\"b\\"» c")', 'string.quoted.double.sql'],
    ['execute("a \\"b\\" «select»")', 'keyword.other.sql'],
    ['execute("""\na «"b"» c\n""")', 'string.quoted.double.sql'],
    ['execute("""\na «-- it\'s» \nselect\n""")', 'comment.line.double-dash.sql'],
    ['execute("""\na -- it\'s\n«select»\n""")', 'keyword.other.sql'],
    ['execute("""\n/*\n«select»\n*/\n""")', 'comment.block.sql'],
    ['execute("a «#{»b} c")', 'punctuation.section.embedded.begin.elixir'],
    ['execute("a #{b} «select»")', 'keyword.other.sql'],
    ['execute("a \'#{b}«c»\' d")', 'string.quoted.single.sql'],
    ['execute("""\na "#{b["c"]}"."«d»"\n""")', 'string.quoted.double.sql'],
    ['execute(~s(a "#{b}«c»" d))', 'string.quoted.double.sql'],
  ])('%s is %s', async (marked, scope) => {
    expect(await scopesAt(marked, host)).toContain(scope);
  });

  it.each([
    'fragment("it\'s ?", a) «x»',
    'execute("a -- b") «x»',
    'execute("a /* b") «x»',
    'execute("a \\"b") «x»',
    'execute("a") «x»',
    'execute "a \'b"\n«x»',
    'execute """\nit\'s\n"""\n«x»',
    'execute """\n/* a\n"""\n«x»',
    'execute """\n"a\n"""\n«x»',
    'execute ~S"""\n/* it\'s\n"""\n«x»',
    'execute ~s(it\'s "a) «x»',
    '  up """\n  it\'s\n  """\n\n  «x»',
    'create index(:a, [:b], where: "it\'s") «x»',
    'execute(\n«x»',
    'fragment(\n  a,\n  «x»',
  ])('%s: nothing is swallowed', async (marked) => {
    expect(await scopesAt(marked, host)).toEqual([
      host === 'own' ? 'variable.other.readwrite.elixir' : 'variable.other',
    ]);
    expect((await tokenize(marked.replace(/[«»]/g, ''), host)).open).toBe(0);
  });

  it('code in SQL is Elixir', async () => {
    const scopes = await scopesAt('execute("a #{«b»}")', host);
    expect(scopes.slice(scopes.indexOf(sql))).toEqual([
      sql,
      'meta.embedded.line.elixir',
      'source.elixir',
      host === 'own' ? 'variable.other.readwrite.elixir' : 'variable.other',
    ]);
  });
});
