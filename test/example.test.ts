import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AnalysisService } from '../src/analysis/service.ts';
import { configSchema } from '../src/checklist/config.ts';
import { rules } from '../src/checklist/rules.generated.ts';
import { createWorkspace, readFolder } from './helpers/workspace.ts';

/** The example's README names every mistake that was put in; nothing else may be found there. */

const folder = 'examples/helpdesk';

/** Rule ids in the table of the README, by file name. */
function plantedMistakes(): string[] {
  const rows = readFileSync(`${folder}/README.md`, 'utf8').matchAll(/^\| [^|]+ \| (.+) \| `([a-z-]+\/[a-z-]+)` \|$/gm);
  return [...rows].flatMap(([, where = '', rule = '']) =>
    [...where.matchAll(/`([\w/]+\.exs?)`/g)].map(([, file = '']) => `${rule} ${file}`),
  );
}

it('finds every mistake of the example, and nothing else', async () => {
  const service = new AnalysisService(await createWorkspace(readFolder(folder)), rules);
  const report = await service.check({
    config: configSchema.parse({ preset: 'strict' }),
    only: undefined,
    scope: undefined,
    migrations: { kind: 'all' },
    baseline: undefined,
  });
  const found = report.findings.map(
    ({ rule, path }) => `${rule} ${path.replace(/^(lib\/helpdesk|priv\/repo\/migrations)\//, '')}`,
  );
  expect(found.sort()).toEqual(plantedMistakes().sort());
  expect(report.problems).toEqual([]);
  expect(report.checklist.every(({ items }) => items.length === 5)).toBe(true);
});
