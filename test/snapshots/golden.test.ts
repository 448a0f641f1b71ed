import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/analysis/workspace.ts';
import type { TableKey } from '../../src/snapshots/current.ts';
import { currentTables } from '../../src/snapshots/from-resources.ts';
import { isKnown, unknownParts } from '../../src/snapshots/settle.ts';
import type { Snapshot } from '../../src/snapshots/snapshot.ts';
import { placeOf, pathOf } from '../../src/snapshots/layout.ts';
import { readExtensions, readSnapshot } from '../../src/snapshots/read-snapshot.ts';
import { writeSnapshot } from '../../src/snapshots/write-snapshot.ts';
import { createWorkspace } from '../helpers/workspace.ts';
import { goldenDrift } from './golden-drift.ts';
import { goldenSteps, type GoldenStep } from './golden.ts';
import { printDrift } from './print-drift.ts';

const steps = goldenSteps();
const counts = { tables: 0, equal: 0, unknown: 0 };

describe('the files of the real generator', () => {
  const files = steps.flatMap(({ priv }) =>
    Object.entries(priv).filter(([path]) => path.startsWith('priv/resource_snapshots/')),
  );

  it('are read and written again byte for byte, but for the hash', () => {
    const tables = files.filter(([path]) => !path.endsWith('/extensions.json'));
    expect(tables.length).toBeGreaterThan(200);
    for (const [path, text] of tables) {
      const result = readSnapshot(text);
      if (!result.ok) throw new Error(`${path}: ${JSON.stringify(result.problem)}`);
      expect(writeSnapshot(result.value), path).toBe(withoutHash(text));
    }
  });

  it('lie where their paths say', () => {
    for (const [path, text] of files) {
      const relative = path.slice('priv/resource_snapshots/'.length);
      const place = placeOf(relative);
      if (path.endsWith('/extensions.json')) {
        expect(place).toBeUndefined();
        expect(readExtensions(text)).toMatchObject({ ok: true, value: { ashFunctionsVersion: 6 } });
        continue;
      }
      expect(place === undefined ? undefined : pathOf(place)).toBe(relative);
    }
  });
});

describe.each(steps.map((step) => [step.name, step] as const))('%s', (name, step) => {
  it('has the snapshots that the resources make', async () => {
    const workspace = await createWorkspace({ ...step.sources, ...step.priv });
    expect(workspace.problems()).toEqual([]);
    const { tables, undecided, openBecause } = currentTables(workspace.project, (key) => beforeLatest(workspace, key));
    expect([undecided, openBecause]).toEqual([[], []]);
    expect(tables.length).toBeGreaterThan(0);
    for (const { key, snapshot, openBecause: open } of tables) {
      expect(open).toEqual([]);
      const latest = workspace.snapshots.latest(key);
      const text = workspace.snapshots.textOf(latest?.path ?? '');
      counts.tables += 1;
      if (!isKnown(snapshot)) counts.unknown += 1;
      else if (writeSnapshot(snapshot) === withoutHash(text)) counts.equal += 1;
      expect(unknownParts(snapshot)).toEqual([]);
      expect(isKnown(snapshot) ? writeSnapshot(snapshot) : '', key.table).toBe(withoutHash(text));
    }
  });

  it('has no drift from its own snapshots', async () => {
    expect(printDrift(await createWorkspace({ ...step.sources, ...step.priv }))).toEqual([]);
  });

  const former = steps.find((other) => other.scenario === step.scenario && other.step === step.step - 1);
  if (former === undefined) return;
  it('drifts from the snapshots before by what its migration does', async () => {
    const workspace = await createWorkspace({ ...step.sources, ...former.priv });
    expect(printDrift(workspace)).toEqual(goldenDrift[name]);
    for (const line of goldenDrift[name] ?? []) expect(newMigrations(step, former)).toContain(tableIn(line));
  });
});

it('compared every table of every step', () => {
  console.info(`${counts.tables} tables: ${counts.equal} equal, ${counts.unknown} with unknown parts.`);
  expect(counts).toEqual({ tables: 143, equal: 143, unknown: 0 });
});

function withoutHash(text: string): string {
  return text.replace(/"hash": "[0-9A-F]+"/, '"hash": null');
}

/** What the generator compared with when it wrote the latest snapshot of a table: the one before. */
function beforeLatest({ snapshots }: Workspace, key: TableKey): Snapshot | undefined {
  const latest = snapshots.latest(key);
  if (latest === undefined) return undefined;
  const folder = latest.path.slice(0, latest.path.lastIndexOf('/') + 1);
  const before = steps
    .flatMap(({ priv }) => Object.entries(priv))
    .filter(([path, text]) => path.startsWith(folder) && path < latest.path && text.includes(`"Elixir.${key.repo}"`))
    .sort(([a], [b]) => (a < b ? 1 : -1))[0];
  const result = before === undefined ? undefined : readSnapshot(before[1]);
  return result?.ok === true ? result.value : undefined;
}

/** The text of migrations that the step adds. */
function newMigrations(step: GoldenStep, former: GoldenStep): string {
  return Object.entries(step.priv)
    .filter(([path]) => path.endsWith('.exs') && former.priv[path] === undefined)
    .map(([, text]) => text)
    .join('\n');
}

/** The table that a line of drift speaks of, which its migration must name. */
function tableIn(line: string): string {
  const [, second = '', third] = line.split(' ');
  return third === undefined ? (second.split(/[>.]/).at(-1) ?? '') : (third.split('.')[0] ?? '');
}
