import { describe, expect, it } from 'vitest';
import { printMigration } from '../../../src/ecto/print-migration.ts';
import { functionsCode, functionsOf, latestVersionIn } from '../../../src/snapshots/plan/ash-functions.ts';
import { planExtensions, type RepoExtensions } from '../../../src/snapshots/plan/extension-plan.ts';
import type { PlannedRepo } from '../../../src/snapshots/plan/planned-repo.ts';
import { Stamps } from '../../../src/snapshots/plan/stamps.ts';

/** A text in the shape of ash_postgres' own. */
const source = `defmodule Functions do
  @latest_version 6

  def install(version, opts \\\\ [])

  def install(nil, opts) do
    """
    execute(\\"\\"\\"
    CREATE FUNCTION both() AS 'SELECT 1';
    \\"\\"\\")

    #{required()}

    #{uuid(opts)}
    """
  end

  def install(5, _opts) do
    """
    #{required()}
    """
  end

  def drop(version, opts \\\\ [])

  def drop(nil, opts) do
    "execute(\\"DROP FUNCTION #{dropped(opts)}both()\\")"
  end

  def drop(5, _opts) do
    "execute(\\"DROP FUNCTION required()\\")"
  end

  defp required do
    prefix = "ash: "

    """
    execute("CREATE FUNCTION required() AS '#{prefix}'")
    """
  end

  defp uuid(opts) do
    if Keyword.get(opts, :use_builtin_uuidv7_function?, false) do
      ""
    else
      """
      execute("CREATE FUNCTION uuid()")
      """
    end
  end

  defp dropped(opts) do
    if Keyword.get(opts, :use_builtin_uuidv7_function?, false) do
      ""
    else
      "uuid(), "
    end
  end
end
`;

describe("Ash's functions, from the text of the dependency", () => {
  it('are installed whole, and updated by steps', () => {
    expect(latestVersionIn(source)).toBe(6);
    const whole = functionsCode(source, undefined, false)!;
    expect(whole.install).toContain('execute("""\nCREATE FUNCTION both() AS \'SELECT 1\';\n""")');
    expect(whole.install).toContain("CREATE FUNCTION required() AS 'ash: '");
    expect(whole.install).toContain('CREATE FUNCTION uuid()');
    expect(whole.drop).toBe('execute("DROP FUNCTION uuid(), both()")');
    expect(functionsCode(source, 5, false)!.install).not.toContain('both');
  });

  it('leave out what PostgreSQL has itself, but for `down`, which does not look', () => {
    const own = functionsCode(source, undefined, true)!;
    expect(own.install).not.toContain('uuid()');
    expect(own.drop).toContain('uuid()');
  });

  it('have a version that goes with the locked release', () => {
    const releases = ['2.12.0', '2.9.0', '2.8.3', '2.5.0', '2.4.22', '2.1.1', '2.0.9', '1.3.67', '1.3.66', '3.0.0'];
    expect(releases.map(functionsOf)).toEqual([6, 6, 5, 5, 4, 4, 3, 3, undefined, 6]);
    expect([undefined, 'main', '2.9'].map(functionsOf)).toEqual([undefined, undefined, undefined]);
  });

  it('are not known of a version that is not in the text, or in another shape', () => {
    expect(functionsCode(source, 4, false)).toBeUndefined();
    expect(functionsCode(source.replace('defp required do', 'defp required(x) do'), undefined, false)).toBeUndefined();
  });
});

const repo: PlannedRepo = {
  settings: { module: 'Shop.Repo', defaultPrefix: undefined, createsSchemas: true },
  ...{ folder: 'repo', snapshotRoot: 'priv/resource_snapshots', stored: [], tables: [], unmanaged: [] },
  ...{ migrations: 'priv/repo/migrations', tenantMigrations: 'priv/repo/tenant_migrations' },
  read: () => {
    throw new Error('there is nothing to read');
  },
};

const planned = (extensions: Partial<RepoExtensions>): ReturnType<typeof planExtensions> =>
  planExtensions(
    repo,
    { requested: [], installed: undefined, functions: undefined, migrationNames: [], ...extensions },
    { name: 'start', stamps: new Stamps('20250101000000') },
  );

describe('the migration of extensions', () => {
  it('is none when all are installed', () => {
    const installed = { ashFunctionsVersion: 6, installed: ['ash-functions', 'citext'] };
    expect(planned({ requested: [{ name: 'ash-functions' }, { name: 'citext' }], installed })).toBeUndefined();
  });

  it('installs what is new, and leaves extensions in place', () => {
    const plan = planned({
      requested: [{ name: 'citext' }, { name: 'pg_trgm' }],
      installed: { ashFunctionsVersion: undefined, installed: ['citext'] },
    })!;
    expect(plan.migration.path).toBe('priv/repo/migrations/20250101000000_start_extensions_1.exs');
    expect(plan.installed).toEqual({ ashFunctionsVersion: undefined, installed: ['citext', 'pg_trgm'] });
    const text = printMigration(plan.migration);
    expect(text).toContain('execute("CREATE EXTENSION IF NOT EXISTS \\"pg_trgm\\"")');
    expect(text).toContain('    # execute("DROP EXTENSION IF EXISTS \\"pg_trgm\\"")');
    expect(text).not.toContain('citext');
  });

  it('says that it cannot be written without the dependency', () => {
    const plan = planned({ requested: [{ name: 'ash-functions' }] })!;
    expect(plan.missing).toHaveLength(1);
    expect(printMigration(plan.migration)).toMatch(/raise ".*Run `mix ash\.codegen` to write it\."/);
    const functions = functionsCode(source, undefined, false);
    expect(planned({ requested: [{ name: 'ash-functions' }], functions })!.missing).toEqual([]);
  });

  it('has the name of the extension where a module of the project is the only one', () => {
    const plan = planned({ requested: [{ name: 'demo', version: 2, module: 'Shop.Demo' }] })!;
    expect(plan.migration.path).toBe('priv/repo/migrations/20250101000001_install_demo_v2_extension.exs');
    expect(plan.installed.installed).toEqual(['demo_v2']);
  });
});
