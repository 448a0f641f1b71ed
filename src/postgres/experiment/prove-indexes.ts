import { plural } from '../../base/names.ts';
import type { Engine } from '../database.ts';
import { DatabaseLost } from '../proof/session.ts';
import { estimateIndexes } from './estimate-indexes.ts';
import type { Estimate, IndexReport } from './index-report.ts';
import type { IndexProofInput } from './index-proof-input.ts';
import { openLaboratory, type Laboratory } from './laboratory.ts';
import { failedSubject, measureSubject, notMeasured, type SubjectReport } from './measure-subject.ts';
import { rowsPerParent, tenants } from './needed-rows.ts';
import { byPromise, subjectsOf, type Subject } from './subjects.ts';

export type IndexProof =
  { readonly ok: true; readonly report: IndexReport } | { readonly ok: false; readonly reason: string };

/**
 * Finds out what the standing and the suggested indexes of a project do for the queries of its own declarations, on
 * generated rows. Throws what the signal was aborted with; nothing stays open either way.
 */
export async function proveIndexes(input: IndexProofInput): Promise<IndexProof> {
  const bench = new Bench(input);
  try {
    return await proveOn(bench, input);
  } finally {
    await bench.close();
  }
}

async function proveOn(bench: Bench, input: IndexProofInput): Promise<IndexProof> {
  const { settings, demand } = input;
  const begun = performance.now();
  const subjects = subjectsOf(demand, input.resources);
  if (subjects.length === 0) return { ok: true, report: reportOf(bench, input, [], [], []) };
  const laboratory = await bench.laboratory();
  if (typeof laboratory === 'string') return { ok: false, reason: laboratory };
  const notes = [...laboratory.unmade];
  const estimated = await estimateOn(bench, subjects, input);
  notes.push(...estimated.notes);
  const ordered = byPromise(subjects, estimated.estimates);
  const reports: SubjectReport[] = [];
  for (const [done, subject] of ordered.entries()) {
    const left = settings.limits.totalMs - (performance.now() - begun);
    const reason = reasonToPass(done, left, input);
    input.onProgress({ done, total: Math.min(ordered.length, settings.maxTables), at: subject.table.name });
    reports.push(
      reason === undefined
        ? await measureOn(bench, subject, input, estimated.estimates)
        : failedSubject(subject, reason),
    );
  }
  return { ok: true, report: reportOf(bench, input, reports, estimated.estimates, notes) };
}

function reasonToPass(place: number, leftMs: number, { settings }: IndexProofInput): string | undefined {
  const { maxTables, limits, estimateOnly } = settings;
  if (estimateOnly) return 'Only an estimate was asked for.';
  if (place >= maxTables)
    return `Only the ${maxTables} most promising ${plural('table', maxTables)} were measured. Name its resource to have it measured.`;
  if (leftMs <= 0) return `The ${limits.totalMs / 1000} s for all tables were over before its turn.`;
  return undefined;
}

/** The database in use; once it was lost and closed, it is opened anew. */
class Bench {
  #laboratory: Laboratory | undefined;
  /** What answered last. */
  engine: Engine | undefined;

  constructor(private readonly input: IndexProofInput) {}

  /** Or why there is none. */
  async laboratory(): Promise<Laboratory | string> {
    if (this.#laboratory !== undefined) return this.#laboratory;
    const opened = await openLaboratory(this.input);
    if (!opened.ok) return opened.reason;
    this.#laboratory = opened.laboratory;
    this.engine = opened.laboratory.database.engine;
    return opened.laboratory;
  }

  async close(): Promise<void> {
    await this.#laboratory?.database.close();
    this.#laboratory = undefined;
  }
}

interface Estimated {
  readonly estimates: readonly Estimate[];
  readonly notes: readonly string[];
}

/** Without it the tables come in their own order, which is no reason to stop. */
async function estimateOn(bench: Bench, subjects: readonly Subject[], input: IndexProofInput): Promise<Estimated> {
  const laboratory = await bench.laboratory();
  if (typeof laboratory === 'string') return { estimates: [], notes: [laboratory] };
  try {
    return await estimateIndexes(laboratory, subjects, input);
  } catch (error) {
    if (!(error instanceof DatabaseLost)) throw error;
    await bench.close();
    return { estimates: [], notes: [`There is no estimate: ${error.message}.`] };
  }
}

/** A query that ends the database is left out, and the table measured again without it. */
async function measureOn(
  bench: Bench,
  subject: Subject,
  input: IndexProofInput,
  estimates: readonly Estimate[],
): Promise<SubjectReport> {
  const excluded = new Map<string, string>();
  for (;;) {
    const laboratory = await bench.laboratory();
    if (typeof laboratory === 'string') return failedSubject(subject, laboratory);
    let running: string | undefined;
    laboratory.database.beginMigration();
    try {
      return await measureSubject(subject, {
        ...{ laboratory, input, estimates, excluded },
        onQuery: (query) => (running = query?.id),
      });
    } catch (error) {
      if (!(error instanceof DatabaseLost)) throw error;
      await bench.close();
      const reason = `It was not measured, since ${error.message}.`;
      if (running === undefined || excluded.size >= 2) return failedSubject(subject, reason);
      excluded.set(running, reason);
    }
  }
}

function reportOf(
  { engine }: Bench,
  { demand, settings, resources }: IndexProofInput,
  reports: readonly SubjectReport[],
  estimates: readonly Estimate[],
  notes: readonly string[],
): IndexReport {
  const known = new Set(reports.flatMap(({ indexes }) => indexes.map(({ name }) => name)));
  const tables = new Set(
    demand.tables.filter(({ resource }) => resources?.includes(resource) !== false).map(({ name }) => name),
  );
  const others = demand.indexes.filter(
    ({ name, table, status }) => !known.has(name) && tables.has(table) && status !== 'standing',
  );
  const { rows, seed, randomPageCost } = settings;
  return {
    version: 1,
    engine: engine === undefined ? null : { name: engine.name, version: engine.version },
    repo: demand.repo,
    settings: { rows, rowsPerParent, tenants, seed, randomPageCost },
    tables: reports.map(({ table }) => table),
    queries: reports.flatMap(({ queries }) => queries),
    indexes: [
      ...reports.flatMap(({ indexes }) => indexes),
      ...others.map((index) => notMeasured(index, 'No query that could be read reads its table.')),
    ],
    estimates: [...estimates],
    notes: [...notes],
    unread: demand.unread
      .filter(({ origin }) => resources?.includes(origin.resource) !== false)
      .map(({ origin, reason }) => ({ origin, reason })),
  };
}
