import { describe, expect, it } from 'vitest';
import { scopesAt } from './tokenize.ts';

const hosts = ['own', 'other'] as const;

/** The section words of the DSLs that most projects use. */
const sections = {
  'Ash.Resource.Dsl':
    'attributes relationships actions code_interface resource identities changes preparations validations pipelines aggregates calculations multitenancy',
  'Ash.Domain.Dsl': 'domain resources execution authorization',
  'Ash.Policy.Authorizer': 'policies field_policies',
  'Ash.Notifier.PubSub': 'pub_sub',
  'AshPostgres.DataLayer': 'postgres custom_indexes custom_statements manage_tenant references check_constraints',
  AshStateMachine: 'state_machine transitions',
};

describe.each(hosts)('in the grammar of %s', (host) => {
  it.each(Object.entries(sections))('the sections of %s are coloured', async (_, words) => {
    for (const word of words.split(' ')) {
      expect(await scopesAt(`  «${word}» do`, host), word).toContain('keyword.other.section.ash.elixir');
      expect(await scopesAt(`  ${word} «do»`, host), word).toContain('keyword.control.elixir');
    }
  });

  it.each([
    ['  «attribute» :title, :string', 'support.function.entity.ash.elixir'],
    ['  attribute «:title», :string', 'entity.name.variable.ash.elixir'],
    ['  attribute «:title», :string', 'constant.language.symbol.elixir'],
    ['  attribute «:title» do', 'entity.name.variable.ash.elixir'],
    ['  «uuid_primary_key» :id', 'support.function.entity.ash.elixir'],
    ['  «uuid_v7_primary_key» :id', 'support.function.entity.ash.elixir'],
    ['  «create_timestamp» :inserted_at', 'support.function.entity.ash.elixir'],
    ['  «timestamps»()', 'support.function.entity.ash.elixir'],
    ['  «timestamps»', 'support.function.entity.ash.elixir'],
    ['  «belongs_to» :team, App.Team', 'support.function.entity.ash.elixir'],
    ['  many_to_many «:tags», App.Tag do', 'entity.name.variable.ash.elixir'],
    ['  «identity» :email, [:email]', 'support.function.entity.ash.elixir'],
    ['  «read» :open do', 'support.function.entity.ash.elixir'],
    ['  read «:open» do', 'entity.name.function.ash.elixir'],
    ['  update «:update» do', 'entity.name.function.ash.elixir'],
    ['  «calculate» :name, :string, expr(a)', 'support.function.entity.ash.elixir'],
    ['  «count» :comments, :comments', 'support.function.entity.ash.elixir'],
    ['  «policy» action_type(:read) do', 'support.function.entity.ash.elixir'],
    ['  «policy» do', 'support.function.entity.ash.elixir'],
    ['  «bypass» always() do', 'support.function.entity.ash.elixir'],
    ['  «authorize_if» always()', 'support.function.check.ash.elixir'],
    ['  «forbid_unless» expr(a)', 'support.function.check.ash.elixir'],
    ['  «change» set_attribute(:a, 1)', 'support.function.entity.ash.elixir'],
    ['  «change» fn changeset, _ -> changeset end', 'support.function.entity.ash.elixir'],
    ['  «validate» {App.Valid, []}', 'support.function.entity.ash.elixir'],
    ['  «prepare» build(sort: [:a])', 'support.function.entity.ash.elixir'],
    ['  «filter» expr(a)', 'support.function.entity.ash.elixir'],
    ['  «argument» :a, :string', 'support.function.entity.ash.elixir'],
    ['  «accept» [:a]', 'support.function.entity.ash.elixir'],
    ['  «accept» :*', 'support.function.entity.ash.elixir'],
    ['  «defaults» [:read]', 'support.function.entity.ash.elixir'],
    ['  «pagination» keyset?: true', 'support.function.entity.ash.elixir'],
    ['  «define» :open_ticket', 'support.function.entity.ash.elixir'],
    ['  «resource» App.Ticket do', 'support.function.entity.ash.elixir'],
    ['  «reference» :team, on_delete: :delete', 'support.function.entity.ash.elixir'],
    ['  «index» [:a]', 'support.function.entity.ash.elixir'],
    ['  «check_constraint» :a, "a"', 'support.function.entity.ash.elixir'],
    ['  «statement» :a do', 'support.function.entity.ash.elixir'],
    ['  «transition» :close, from: :open', 'support.function.entity.ash.elixir'],
    ['  «allow_nil?» false', 'support.type.property-name.ash.elixir'],
    ['  «primary?» true', 'support.type.property-name.ash.elixir'],
    ['  «default» :open', 'support.type.property-name.ash.elixir'],
    ['  «constraints» max_length: 5', 'support.type.property-name.ash.elixir'],
    ['  «default» &DateTime.utc_now/0', 'support.type.property-name.ash.elixir'],
    ['  «table» "tickets"', 'support.type.property-name.ash.elixir'],
    ['  «repo» App.Repo', 'support.type.property-name.ash.elixir'],
    ['  filter «expr»(a)', 'support.function.expression.ash.elixir'],
  ])('%s is %s', async (marked, scope) => {
    expect(await scopesAt(marked, host)).toContain(scope);
  });

  it.each([
    '  «attributes» = 1',
    '  «attributes»',
    '  foo.«attributes» do',
    '  x = «attribute» :a, :b',
    '  «create»(changeset)',
    '  «create» = 1',
    '  «count» |> foo()',
    '  «first» -> 1',
    '  «read», write = 1',
    '  «list» ++ [:a]',
    '  «count» when x',
    '  «change» = fn -> 1 end',
    '  «filter»',
    '  «policy» in policies',
    '  «default» -> 1',
    '  «default», other',
    '  «source» <> "a"',
    '  [«attribute»: :a]',
    '  def «read»(:a) do',
    '  foo.«update» :a',
    '  :«create» :a',
    '  @«attribute» :a',
    '  foo.«expr»(1)',
    '  # «attribute» :a',
    '  """\n  «attribute» :a, :string\n  """',
    '  "\n  «attributes» do\n  "',
  ])('%s is left alone', async (marked) => {
    expect((await scopesAt(marked, host)).filter((scope) => scope.includes('.ash.'))).toEqual([]);
  });
});

it('leaves what follows a word to the grammar', async () => {
  expect(await scopesAt('  attribute :a, «:string», b: 1')).toEqual(['constant.language.symbol.elixir']);
  expect(await scopesAt('  change «set»(:a)')).toEqual(['entity.name.function.call.local.elixir']);
  expect(await scopesAt('  default «"a"»')).toEqual(['string.quoted.double.elixir']);
  expect(await scopesAt('  description """\n  «a»\n  """')).toEqual(['string.quoted.double.heredoc.elixir']);
});

it('leaves markup alone', async () => {
  expect(await scopesAt('~H"""\n  «create» :a\n"""')).toEqual(['meta.embedded.block.heex.elixir']);
});
