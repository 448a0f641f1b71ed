import type { ExplainedOnRows } from '../../src/postgres/experiment/explain-on-rows.ts';
import type { Figures, IndexReport } from '../../src/postgres/experiment/index-report.ts';
import type { Plan, PlanNode } from '../../src/postgres/explain/plan.ts';
import type { ProofReport } from '../../src/postgres/proof/proof-report.ts';

const engine = { name: 'PGlite', version: '18.6' };

/** What every sample says with its word. */
export function said(word: string): string[] {
  return [`SELECT "${word}"`];
}

/** A refuted migration, a proven one and a comparison of schemas, all of which speak of a word. */
export function proofReport(word: string): ProofReport {
  const path = `priv/${word}.exs`;
  const error = {
    sqlstate: '42704',
    message: `type "${word}" does not exist`,
    operation: `create table ${word}`,
    line: 3,
  };
  const refuted: ProofReport['migrations'][number] = {
    ...{ path, verdict: 'refuted', reason: `After a rollback ${word} is not as before.`, ms: 12.25 },
    notes: ['column-order', 'writes-rows'],
    warnings: [{ message: `Nobody knows ${word}.`, line: 2 }, { message: word }],
    ...{ up: { ok: true }, down: { ok: true, restored: false }, again: { ok: false, equal: false, error } },
    differences: [
      { object: `column ${word}`, before: null, after: `"${word}" text`, operation: `add column ${word}`, line: 7 },
      { object: `index ${word}`, before: `CREATE INDEX "${word}"`, after: null },
    ],
    steps: [
      { direction: 'up', sql: `SELECT "${word}"`, ms: 1, locks: [{ relation: word, mode: 'AccessExclusiveLock' }] },
      { direction: 'down', sql: `SELECT "${word}"`, ms: 120, locks: [] },
    ],
    rows: {
      ...{ seeded: 10, up: { ok: false, error }, down: { ok: true }, restored: false },
      faults: [{ direction: 'up', error, always: true }],
    },
  };
  const proven: ProofReport['migrations'][number] = {
    ...{ path: 'priv/other.exs', verdict: 'proven', notes: [], warnings: [], differences: [], rows: null, ms: 3 },
    ...{ up: { ok: true }, down: { ok: true, restored: true }, again: { ok: true, equal: true }, steps: refuted.steps },
  };
  return {
    engine,
    migrations: [refuted, proven, { ...proven, verdict: 'not-proven', reason: `It calls ${word}.` }],
    schemas: [
      {
        ...{ repo: word, equal: false, unknown: [{ table: word, reason: word }] },
        differences: [{ object: `column ${word}`, declared: word, migrated: null }],
      },
    ],
    unread: [{ path: word, reason: word }],
  };
}

const figures: Figures = { cost: 1234.5, rows: 100_000, buffers: 870, ms: 12.3 };

/** An index that is missing, one that is needless and one in use. */
export function indexReport(word: string): IndexReport {
  const origin = { resource: `Blog.${word}`, path: `lib/${word}.ex`, line: 4, what: `read action \`${word}\`` };
  const flip: IndexReport['indexes'][number]['flips'][number] = {
    ...{ query: 'q1', sample: 'rare', before: figures, after: { ...figures, cost: 8.3, buffers: 4 }, scans: [] },
    plans: { before: `Seq Scan on ${word}\n  Filter: (${word} = 1)`, after: `Index Scan using ${word}` },
  };
  const index: IndexReport['indexes'][number] = {
    ...{ table: word, name: `${word}_index`, sql: `CREATE INDEX ON "${word}"`, columns: [word], where: `${word} > 1` },
    ...{ using: 'btree', unique: false, status: 'suggested', origin, verdict: 'serves', summary: `It serves ${word}.` },
    ...{ flips: [flip], usedBy: [], bytes: 20_000 },
    writeCost: {
      rows: 2_000,
      without: { buffers: 10, walRecords: 1, ms: 1 },
      with: { buffers: 20, walRecords: 2, ms: 2 },
    },
    declaration: { block: 'custom_indexes', code: `index [:${word}]` },
  };
  return {
    ...{ version: 1, engine, repo: 'repo' },
    settings: { rows: 100_000, rowsPerParent: 20, tenants: 20, seed: 1, randomPageCost: 4 },
    tables: [{ table: word, resource: word, rows: 100_000 }],
    queries: [
      {
        ...{ id: 'q1', origin, sql: `SELECT "${word}"`, table: word },
        samples: [
          {
            ...{ name: 'rare', values: [word], found: 1, figures, indexes: [] },
            scans: [{ table: word, scan: `Seq Scan on ${word}` }],
          },
        ],
      },
      { id: 'q2', origin, sql: `SELECT "${word}"`, table: word, samples: [], failed: `It fails at ${word}.` },
    ],
    indexes: [
      index,
      { ...index, status: 'needless', verdict: 'redundant' },
      { ...index, status: 'standing', verdict: 'helps' },
      { ...index, verdict: 'not-measured', flips: [] },
    ],
    ...{ estimates: [], notes: [`Nothing is known of ${word}.`], unread: [{ origin, reason: word }] },
  };
}

/** A statement whose plan gets better with a suggested index. */
export function explained(word: string): ExplainedOnRows {
  const plan: Plan = {
    root: node(word, [node(word, [])]),
    ...{ cost: 1234.5, executionMs: 12.3, planningMs: 1, wal: undefined },
  };
  return {
    ...{
      engine: { name: 'PGlite', version: '18.6', versionNumber: 180_006 } as const,
      sql: `SELECT "${word}"`,
      tables: [{ table: word, rows: 100_000 }],
      notes: [`${word} is left out.`],
    },
    samples: ['common', 'rare'].map((name) => ({
      sample: { name: name as 'common', values: [word, null] },
      plan,
      suggested: [{ index: suggested(word), plan }],
    })),
  };
}

function suggested(word: string): ExplainedOnRows['samples'][number]['suggested'][number]['index'] {
  return {
    ...{ table: word, sql: `CREATE INDEX ON "${word}"`, name: `${word}_index`, status: 'suggested' },
    ...{ coveredBy: undefined, unique: false, isConstraint: false, columns: [word] },
    origin: { resource: word, path: word, line: 1, what: word },
    declaration: { block: 'custom_indexes', code: `index [:${word}]` },
  };
}

function node(word: string, children: readonly PlanNode[]): PlanNode {
  return {
    ...{ type: 'Seq Scan', label: `Seq Scan on ${word}`, relation: word, alias: undefined, index: undefined },
    ...{ subplan: undefined, details: [{ name: 'Filter', text: `(${word} = 1)` }] },
    ...{ cost: { total: 1234.5, ownShare: 0.5 }, rows: { estimated: 10, actual: 90_000 }, loops: 1, ownMs: 3 },
    ...{ buffers: 870, temporary: undefined, removed: 99_000, heapFetches: undefined, children },
  };
}
