import type { CandidateIndex, DemandedQuery } from '../../ash/demand/demand.ts';
import { quotedName } from '../../ecto/sql-name.ts';
import type { Engine } from '../database.ts';
import { explainQuery } from '../explain/explain-query.ts';
import { explainableStatement } from '../explain/explainable-statement.ts';
import { indexesIn, type Plan } from '../explain/plan.ts';
import { DatabaseLost } from '../proof/session.ts';
import type { LiveTable } from '../rows/live-schema.ts';
import { drawParameters, type Sample } from './draw-parameters.ts';
import { fillNeeded } from './fill-needed.ts';
import type { IndexProofInput } from './index-proof-input.ts';
import { openLaboratory, type Laboratory } from './laboratory.ts';
import { isEvidence, makingOf, tryChange, type Baseline } from './measure.ts';
import { neededRows } from './needed-rows.ts';

/** One statement of somebody's, on generated rows. */
export interface ExplainedOnRows {
  readonly engine: Engine;
  readonly sql: string;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly samples: readonly ExplainedSample[];
  readonly notes: readonly string[];
}

export interface ExplainedSample {
  readonly sample: Sample;
  readonly plan: Plan;
  /** Suggested indexes that its plan changes to, one at a time. */
  readonly suggested: readonly { readonly index: CandidateIndex; readonly plan: Plan }[];
}

export type ExplainOnRows =
  { readonly ok: true; readonly explained: ExplainedOnRows } | { readonly ok: false; readonly reason: string };

/**
 * Fills the tables that a statement reads, and explains it with the indexes that stand, and with each suggested one.
 * What it writes is undone.
 */
export async function explainOnRows(input: IndexProofInput, query: DemandedQuery): Promise<ExplainOnRows> {
  const statement = explainableStatement(query.sql);
  if (!statement.ok) return statement;
  const open = openParameter(statement.sql, query.parameters.length);
  if (open !== undefined)
    return { ok: false, reason: `Nothing says what \`${open}\` stands for. Write a value in its place.` };
  const opened = await openLaboratory(input);
  if (!opened.ok) return opened;
  const { laboratory } = opened;
  try {
    return await explainIn(laboratory, input, { ...query, sql: statement.sql });
  } catch (error) {
    if (error instanceof DatabaseLost) return { ok: false, reason: `It was not explained, since ${error.message}.` };
    throw error;
  } finally {
    await laboratory.database.close();
  }
}

/** `$2` where there is one parameter only. */
function openParameter(sql: string, known: number): string | undefined {
  return [...sql.matchAll(/\$(\d+)\b/g)].find(([, place]) => Number(place) > known)?.[0];
}

async function explainIn(
  { database, schema, unmade }: Laboratory,
  { demand, distributions, settings, onProgress }: IndexProofInput,
  query: DemandedQuery,
): Promise<ExplainOnRows> {
  const wanted = query.tables.flatMap((name) => schema.tables.find((table) => table.name === name) ?? []);
  const needed = neededRows(wanted, { schema, demanded: demand.tables, distributions, rows: settings.rows });
  onProgress({ done: 0, total: 2, at: 'filling the tables' });
  const filled = await fillNeeded(database, schema, needed, settings.seed);
  const notes = [...unmade, ...[...filled.reasons].map(([{ name }, reason]) => `${name}: ${reason}`)];
  const sqlNameOf = (name: string): string => wanted.find((table) => table.name === name)?.sql ?? quotedName(name);
  const drawn = await drawParameters(database, query, sqlNameOf);
  if (!drawn.ok) return drawn;
  onProgress({ done: 1, total: 2, at: 'running the statement' });
  const baselines: Baseline[] = [];
  for (const sample of drawn.samples) {
    // The first run fetches what the second one finds in memory.
    await explainQuery(database, query.sql, sample.values, { analyze: true });
    const explained = await explainQuery(database, query.sql, sample.values, { analyze: true });
    if (!explained.ok) return { ok: false, reason: explained.reason };
    baselines.push({ query, sample, plan: explained.plan });
  }
  const suggested = demand.indexes.filter(
    ({ status, table }) => status === 'suggested' && query.tables.includes(table),
  );
  const better = new Map<Baseline, { index: CandidateIndex; plan: Plan }[]>(baselines.map((one) => [one, []]));
  for (const index of suggested) {
    const trial = await tryChange(database, makingOf(index, sqlNameOf(index.table)), baselines);
    if (!trial.ok) notes.push(`${index.name}: ${trial.reason}`);
    else
      for (const { baseline, plan } of trial.changed)
        if (indexesIn(plan).includes(index.name)) better.get(baseline)?.push({ index, plan });
  }
  if (wanted.length > 0 && baselines.every((baseline) => !isEvidence(baseline)))
    notes.push(
      'It finds nothing among the generated rows, so that its figures say little. Write values that are there.',
    );
  const samples = baselines.map((baseline): ExplainedSample => ({
    ...{ sample: baseline.sample, plan: baseline.plan, suggested: better.get(baseline) ?? [] },
  }));
  return {
    ok: true,
    explained: { engine: database.engine, sql: query.sql, tables: countsOf(filled.counts), samples, notes },
  };
}

function countsOf(counts: ReadonlyMap<LiveTable, number>): ExplainedOnRows['tables'] {
  return [...counts].map(([{ name }, rows]) => ({ table: name, rows }));
}
