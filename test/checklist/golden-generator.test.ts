import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAtLeast, type Finding } from '../../src/checklist/finding.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { runOn } from '../helpers/run-rules.ts';
import { goldenSteps, type Files, type GoldenStep } from '../snapshots/plan/golden-steps.ts';

/**
 * What the rules say before codegen is run, and of what it wrote, against what PostgreSQL made of the migrations: each
 * was run up, down and up again.
 */

interface Run {
  readonly file: string;
  readonly up: 'ok' | { readonly sqlstate: string | null };
  readonly down?: 'ok' | { readonly sqlstate: string | null };
  readonly schema_restored?: boolean;
  readonly differs_only_in_column_order?: boolean;
}

interface Verdict {
  readonly repos: readonly { readonly migrations: readonly Run[]; readonly tenant_migrations: readonly Run[] }[];
}

const generator = new Map([...rules].filter(([id]) => id.startsWith('generator/')));
const onMigrations = new Map([...rules].filter(([id]) => /^(generator|migrations)\//.test(id)));

/** Migrations of a step; extensions are left in place on purpose. */
function runsOf({ id }: GoldenStep): Run[] {
  const { repos } = JSON.parse(readFileSync(`test/golden/generator/${id}/verdict.json`, 'utf8')) as Verdict;
  const all = repos.flatMap(({ migrations, tenant_migrations }) => [...migrations, ...tenant_migrations]);
  return all.filter(({ file }) => !file.includes('_extensions_'));
}

const failsUp = ({ up }: Run): boolean => up !== 'ok';
const failsDown = ({ down }: Run): boolean => down !== undefined && down !== 'ok';
const isOther = (run: Run): boolean => run.schema_restored === false && run.differs_only_in_column_order !== true;

async function findingsIn(selected: typeof rules, files: Files, isOwn: (path: string) => boolean): Promise<Finding[]> {
  const { findings, failures } = await runOn(selected, files);
  expect(failures).toEqual([]);
  return findings.filter(({ at }) => isOwn(at.path));
}

const isMigration = (path: string): boolean => path.endsWith('.exs');

describe.each(goldenSteps().map((step) => [step.id, step] as const))('%s', (_, step) => {
  const runs = runsOf(step);

  it('is foretold on the sources, with what codegen left before', async () => {
    const found = await findingsIn(generator, { ...step.sources, ...step.before }, (path) => !isMigration(path));
    if (runs.some((run) => failsUp(run) || failsDown(run) || isOther(run))) expect(found).not.toEqual([]);
    else expect(found.filter(({ severity }) => isAtLeast(severity, 'warning'))).toEqual([]);
    const says = (code: string): boolean => found.some(({ message }) => message.includes(code));
    for (const run of runs) {
      const failure = failsUp(run) ? run.up : failsDown(run) ? run.down : undefined;
      if (typeof failure !== 'object') continue;
      expect(says(failure.sqlstate === null ? 'nested commands' : `(${failure.sqlstate})`)).toBe(true);
    }
  });

  it('is recognised in the migrations', async () => {
    const files = { ...step.sources, ...step.after };
    const found = await findingsIn(onMigrations, files, isMigration);
    for (const run of runs) {
      const own = found.filter(({ at }) => at.path === run.file);
      const told = own.filter(({ rule }) => rule.startsWith('generator/'));
      if (failsUp(run)) expect(told.map(({ severity }) => severity)).toContain('error');
      else if (failsDown(run)) expect(told.map(({ severity }) => severity)).toContain('warning');
      else if (isOther(run)) {
        const others = own.map(({ rule, key }) => `${rule} ${key}`);
        expect(told.length > 0 || others.includes('migrations/ash-drop-table-no-rollback comment')).toBe(true);
      } else expect(told).toEqual([]);
    }
  });
});
