import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/checklist/rules.generated.ts';
import { runOn } from '../helpers/run-rules.ts';
import { readFolder } from '../helpers/workspace.ts';

/**
 * What the rules say of migrations that the generator wrote, against what PostgreSQL made of them: each was run up, down
 * and up again, some with rows in the tables.
 */

const golden = 'test/golden/generator';

interface Run {
  readonly file: string;
  readonly up: 'ok' | { readonly sqlstate: string | null };
  readonly schema_restored?: boolean;
  readonly differs_only_in_column_order?: boolean;
  readonly schema_difference?: { readonly lost: readonly string[] };
}

interface Verdict {
  readonly repos?: readonly {
    readonly migrations: readonly Run[];
    readonly tenant_migrations: readonly Run[];
    readonly with_rows: { readonly ups: readonly Pick<Run, 'file' | 'up'>[] } | null;
  }[];
}

const scenarios = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'step-1')));
const steps = scenarios.flatMap((scenario) =>
  readdirSync(join(golden, scenario))
    .filter((name) => name.startsWith('step-'))
    .map((step) => `${scenario}/${step}`),
);

/** `rule key` of the findings on each migration. */
async function sayingsOf(step: string): Promise<Map<string, string[]>> {
  const files = Object.entries(readFolder(join(golden, step))).filter(([path]) => /^(lib|priv)\/.*\.exs?$/.test(path));
  const own = new Map([...rules].filter(([id]) => id.startsWith('migrations/')));
  const { findings, failures } = await runOn(own, Object.fromEntries(files));
  expect(failures).toEqual([]);
  const groups = new Map<string, string[]>();
  for (const { rule, key, at } of findings) groups.set(at.path, [...(groups.get(at.path) ?? []), `${rule} ${key}`]);
  return groups;
}

describe.each(steps)('%s', (step) => {
  const verdict = JSON.parse(readFileSync(join(golden, step, 'verdict.json'), 'utf8')) as Verdict;
  const repos = verdict.repos ?? [];
  const runs = repos.flatMap(({ migrations, tenant_migrations }) => [...migrations, ...tenant_migrations]);

  it('says nothing that PostgreSQL did not confirm', async () => {
    const sayings = await sayingsOf(step);
    for (const run of runs) {
      const said = sayings.get(run.file) ?? [];
      const isRestored = run.schema_restored === true || run.differs_only_in_column_order === true;
      if (isRestored) expect(said.filter((it) => it.startsWith('migrations/up-down-mismatch'))).toEqual([]);
      if (run.up === 'ok') expect(said).not.toContain('migrations/change-column-type impossible');
      const isTableLost = run.schema_difference?.lost.some((line) => line.startsWith('CREATE TABLE')) === true;
      expect(said.includes('migrations/ash-drop-table-no-rollback comment')).toBe(isTableLost);
    }
  });

  it('foretells which migrations fail on a required column with rows in the table', async () => {
    const sayings = await sayingsOf(step);
    for (const { file, up } of repos.flatMap(({ with_rows: rows }) => rows?.ups ?? [])) {
      const fails = up !== 'ok' && up.sqlstate === '23502';
      const said = sayings.get(file) ?? [];
      expect(said.includes('migrations/add-not-null-without-default added')).toBe(fails);
    }
  });
});
