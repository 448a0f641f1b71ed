import { describe, expect, it } from 'vitest';
import { printMigration } from '../../../src/ecto/print-migration.ts';
import type { Files } from './golden-steps.ts';
import { app, attributes, planOf, type Planned } from './plan-of.ts';

const repo = (entries: string): string => `defmodule Shop.Repo do
  use AshPostgres.Repo, otp_app: :shop
  alias Shop.Audit

  def installed_extensions, do: [${entries}]
end
`;

const audit = (latest: number, install: string): string => `defmodule Shop.Audit do
  use AshPostgres.CustomExtension, name: :audit_log, latest_version: ${latest}

  @impl true
${install}

  @impl true
  def uninstall(_version) do
    """
    execute("DROP FUNCTION audit()")
    """
  end
end
`;

const literal = `  def install(0) do
    """
    execute("CREATE FUNCTION audit() ...")
    """
  end

  def install(from), do: "execute(\\"SELECT 1\\")"`;

const sources = (entries: string, latest = 2, install = literal): Files => ({
  ...app({ posts: { body: attributes() } }),
  'lib/repo.ex': repo(entries),
  'lib/audit.ex': audit(latest, install),
});

const installed = (...names: readonly string[]): Files => ({
  'priv/resource_snapshots/repo/extensions.json': JSON.stringify({ installed: names }),
});

const text = ({ plan }: Planned): string => {
  if (plan.kind === 'refused') throw new Error(plan.reason);
  return plan.migrations
    .filter(({ content }) => content === 'extensions')
    .map((migration) => `${migration.path}\n${printMigration(migration)}`)
    .join('\n');
};

describe('modules among the extensions of a repo', () => {
  it('are installed as the text of the module says, alone under its own name', async () => {
    const planned = await planOf(sources('Audit'));
    const found = text(planned);
    expect(found).toContain('priv/repo/migrations/20250101000001_install_audit_log_v2_extension.exs');
    expect(found).toContain('defmodule Shop.Repo.Migrations.InstallAuditLogV220250101000000 do');
    expect(found).toContain('    execute("CREATE FUNCTION audit() ...")');
    expect(found).toContain('    execute("DROP FUNCTION audit()")');
    expect(planned.opaque).toEqual([]);
    expect(planned.priv['priv/resource_snapshots/repo/extensions.json']).toContain('"audit_log_v2"');
  });

  it('are updated from the version that is installed', async () => {
    const found = text(await planOf(sources('"citext", Audit'), installed('citext', 'audit_log_v1')));
    expect(found).toContain('    execute("SELECT 1")');
    expect(found).not.toContain('citext');
  });

  it('are left alone where the latest version is installed', async () => {
    const planned = await planOf(sources('"citext", Audit'), installed('citext', 'audit_log_v2'));
    expect([text(planned), planned.opaque]).toEqual(['', []]);
  });

  it('with functions that compute are named, and their code is not invented', async () => {
    const planned = await planOf(sources('Audit', 1, '  def install(_), do: sql()'));
    expect(text(planned)).toContain('raise "What `Shop.Audit` installs is decided by its functions.');
    expect(planned.plan.kind === 'planned' && planned.plan.missing).toHaveLength(1);
  });

  it('from packages are left out, and the others are planned', async () => {
    const planned = await planOf(sources('"citext", AshMoney.AshPostgresExtension, Other.Extension'));
    expect(text(planned)).toContain('CREATE EXTENSION IF NOT EXISTS \\"citext\\"');
    expect(planned.opaque.map(({ path, line, reason }) => [path, line, reason])).toEqual([
      [
        'lib/repo.ex',
        1,
        'What `AshMoney.AshPostgresExtension` installs is not known, since it is not in this project: it is left out.',
      ],
      ['lib/repo.ex', 1, expect.stringContaining('`Other.Extension`') as string],
    ]);
  });

  it('from packages count as up to date where they are installed', async () => {
    const planned = await planOf(sources('AshMoney.AshPostgresExtension'), installed('ash_money_v4'));
    expect(text(planned)).toBe('');
    expect(planned.opaque[0]!.reason).toContain('`ash_money_v4` is taken for the latest version');
  });

  it('that are computed leave all of them open', async () => {
    const planned = await planOf(sources('"citext", extension()'));
    expect(planned.opaque[0]!.reason).toContain('none are planned');
  });
});
