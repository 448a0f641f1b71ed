import { describe, expect, it } from 'vitest';
import { fileKind } from '../../src/analysis/file-kind.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { Workspace } from '../../src/analysis/workspace.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { migration, product, tag } from '../helpers/command.ts';
import { testParser } from '../helpers/parser.ts';
import { wholeRequest } from '../helpers/request.ts';

/** Sixty lines with a bit of everything, and with findings of its own. */
const ticket = `defmodule Shop.Ticket do
  @moduledoc """
  A ticket: "quoted" and #{'#'}{interpolated}.
  """
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer, extensions: []

  # ash-architect: disable-next-line types/money-as-float -- a comment that is cut as well
  alias Shop.{Product, Tag}

  @kinds ~w(bug question)a

  postgres do
    table "tickets"
    repo Shop.Repo

    references do
      reference :product, on_delete: :nilify
    end
  end

  attributes do
    uuid_primary_key :id

    attribute :kind, :atom do
      constraints one_of: @kinds
      allow_nil? false
    end

    attribute :price, :float, default: 1.5
    attribute :api_key, :string, default: &Ash.UUID.generate/0
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :product, Product, allow_nil?: false
    many_to_many :tags, Tag, through: Shop.TicketTag
  end

  identities do
    identity :unique_price, [:price, :api_key], where: expr(kind == :bug and not is_nil(price))
  end

  calculations do
    calculate :label, :string, expr(kind <> "é🎈" <> ^arg(:suffix)) do
      argument :suffix, :string, allow_nil?: false
    end
  end

  aggregates do
    first :first_tag, :tags, :label
    sum :total, [:tags], :price
  end

  actions do
    defaults [:read, :destroy, create: :*, update: [:kind]]

    read :open, do: filter(expr(kind in [:bug, :question]))
  end
end
`;

async function createService(): Promise<{ workspace: Workspace; service: AnalysisService }> {
  const workspace = Workspace.withParser(await testParser());
  return { workspace, service: new AnalysisService(workspace, rules) };
}

describe('half a resource', () => {
  it('never throws, at any length, and nothing is claimed of a broken file', async () => {
    expect(ticket.split('\n').length).toBeGreaterThanOrEqual(60);
    const { workspace, service } = await createService();
    workspace.apply([
      { path: 'product.ex', text: product },
      { path: 'tag.ex', text: tag },
    ]);
    let broken = 0;
    for (let length = 0; length <= ticket.length; length++) {
      workspace.apply([{ path: 'ticket.ex', text: ticket.slice(0, length) }]);
      const isBroken = workspace.problems().length > 0;
      if (isBroken) broken++;
      const { findings, problems } = await service.check(wholeRequest);
      expect(problems.length, `${length}`).toBe(isBroken ? 1 : 0);
      const own = findings.filter(({ path }) => path === 'ticket.ex');
      if (isBroken) expect(own, ticket.slice(0, length)).toEqual([]);
      if (length === ticket.length) expect(own.length).toBeGreaterThan(3);
    }
    expect(broken).toBeGreaterThan(1000);
  });

  it('read alone never throws either', async () => {
    const parser = await testParser();
    for (let length = 0; length <= ticket.length; length += 3) {
      const workspace = Workspace.withParser(parser);
      workspace.apply([{ path: 'ticket.ex', text: ticket.slice(0, length) }]);
      const service = new AnalysisService(workspace, rules);
      const { findings } = await service.check(wholeRequest);
      if (workspace.problems().length > 0) expect(findings).toEqual([]);
      await service.model([]);
    }
  });
});

describe('a file that breaks', () => {
  it('takes its findings with it, and brings them back when it is repaired', async () => {
    const path = 'priv/repo/migrations/20250101000000_create.exs';
    const good = migration('Create', 'tags');
    const { workspace, service } = await createService();
    const found = async (): Promise<number> => (await service.check(wholeRequest)).findings.length;
    workspace.apply([
      { path: 'product.ex', text: product },
      { path, text: good },
    ]);
    expect(await found()).toBe(3);
    workspace.apply([{ path, text: `${good})` }]);
    expect(await found()).toBe(2);
    workspace.apply([{ path: 'product.ex', text: `${product}\n<<<<<<< HEAD\n` }]);
    expect(await found()).toBe(0);
    workspace.apply([
      { path: 'product.ex', text: product },
      { path, text: good },
    ]);
    expect(await found()).toBe(3);
  });

  it('by growing beyond all bounds does so too', async () => {
    const { workspace, service } = await createService();
    workspace.apply([{ path: 'product.ex', text: product }]);
    workspace.apply([{ path: 'product.ex', text: `${product}# ${'x'.repeat(5 << 20)}` }]);
    const { findings, problems } = await service.check(wholeRequest);
    expect(findings).toEqual([]);
    expect(problems).toEqual([{ path: 'product.ex', message: 'The file is larger than 4 MB and was not read.' }]);
  });
});

describe('a parser that throws or refuses', () => {
  it('makes a problem of that file only', async () => {
    const parser = await testParser();
    const workspace = new Workspace((path, text) => {
      if (path === 'throws.ex') throw new Error('out of luck');
      if (path === 'refused.ex') return { ok: false, reason: 'parsing took longer than 10 s', unusable: false };
      return parser.parse(text);
    });
    const service = new AnalysisService(workspace, rules);
    await service.apply(['throws.ex', 'refused.ex', 'product.ex'].map((path) => ({ path, text: product })));
    const { findings, problems } = await service.check(wholeRequest);
    expect(findings.map(({ path }) => path)).toEqual(['product.ex', 'product.ex']);
    expect(problems).toEqual([
      { path: 'refused.ex', message: 'The file was not read: parsing took longer than 10 s.' },
      { path: 'throws.ex', message: 'The file was not read, an internal error: out of luck' },
    ]);
  });
});

it.each([
  ['lib/a.ex', 'source'],
  ['lib/shop/cover/a.ex', 'source'],
  ['apps/core/lib/deps/a.ex', 'source'],
  ['deps/ash/lib/a.ex', 'other'],
  ['apps/core/cover/a.ex', 'other'],
  ['lib/_build/a.ex', 'other'],
  ['lib/.#a.ex', 'other'],
  ['priv/repo/migrations/20250101000000_a.exs', 'migration'],
  ['priv/repo/tenant_migrations/20250101000000_a.exs', 'migration'],
  ['apps/core/priv/repo/migrations/a/b.exs', 'migration'],
  ['priv/repo/seeds.exs', 'other'],
  ['mix.lock', 'lock'],
])('%s is a %s', (path, kind) => {
  expect(fileKind(path)).toBe(kind);
});
