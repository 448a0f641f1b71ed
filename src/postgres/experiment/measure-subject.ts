import type { CandidateIndex, DemandedQuery } from '../../ash/demand/demand.ts';
import { quotedName } from '../../ecto/sql-name.ts';
import type { LiveTable } from '../rows/live-schema.ts';
import { drawParameters } from './draw-parameters.ts';
import { emptyTables, fillNeeded } from './fill-needed.ts';
import type { Estimate, Flip, IndexReport, IndexVerdict, ReportedIndex } from './index-report.ts';
import type { IndexProofInput } from './index-proof-input.ts';
import { judgeStanding, usersOf } from './judge-standing.ts';
import { chooseServed, flipsOf, type Served } from './judge-suggested.ts';
import type { Laboratory } from './laboratory.ts';
import { makingOf, measure, sizeOf, tryChange, type Baseline } from './measure.ts';
import { neededRows } from './needed-rows.ts';
import { referentialQueries } from './referential-queries.ts';
import { reportedIndex, reportedQuery } from './reported.ts';
import { isMeasurable, rankedIndexes, type Subject } from './subjects.ts';
import { summaryOf } from './summary.ts';
import { measureWriteCost, type WriteCostSetup } from './write-cost.ts';

export interface SubjectSetup {
  readonly laboratory: Laboratory;
  readonly input: IndexProofInput;
  readonly estimates: readonly Estimate[];
  /** Queries that ended a database before, with what happened. */
  readonly excluded: ReadonlyMap<string, string>;
  /** Told before a query is run, since it may not come back. */
  readonly onQuery: (query: DemandedQuery | undefined) => void;
}

export type SubjectReport = Pick<IndexReport, 'queries' | 'indexes'> & {
  readonly table: IndexReport['tables'][number];
};

/** Fills a table and those around it, and measures its queries with and without its indexes. */
export async function measureSubject(subject: Subject, setup: SubjectSetup): Promise<SubjectReport> {
  const { database, schema } = setup.laboratory;
  const { input } = setup;
  const live = findLive(setup, subject.table.name, subject.table.schema);
  if (live === undefined) return failedSubject(subject, 'The table could not be made.');
  await emptyTables(database, schema.tables);
  const read = new Set(subject.queries.flatMap(({ tables }) => tables));
  const wanted = [live, ...[...read].flatMap((name) => findLive(setup, name) ?? [])];
  const needed = neededRows(wanted, {
    ...{ schema, demanded: input.demand.tables, distributions: input.distributions },
    rows: input.settings.rows,
  });
  const { counts, reasons } = await fillNeeded(database, schema, needed, input.settings.seed);
  const rows = counts.get(live) ?? 0;
  if (rows === 0) return failedSubject(subject, reasons.get(live) ?? 'The table could not be filled.');
  return await new Measuring(subject, setup, live).report(rows);
}

function findLive({ laboratory }: SubjectSetup, name: string, schema?: string): LiveTable | undefined {
  const named = laboratory.schema.tables.filter((table) => table.name === name);
  return named.find((table) => table.schema === (schema ?? 'public')) ?? named[0];
}

export function failedSubject(subject: Subject, failed: string): SubjectReport {
  return {
    table: { table: subject.table.name, resource: subject.table.resource, rows: 0, failed },
    queries: [],
    indexes: subject.indexes.map((index) => notMeasured(index, failed)),
  };
}

export function notMeasured(index: CandidateIndex, reason: string): ReportedIndex {
  return {
    ...reportedIndex(index),
    ...{ verdict: 'not-measured', summary: `\`${index.name}\` was not measured: ${reason}`, flips: [], usedBy: [] },
  };
}

/** What became of an index, before it is known what it costs to write. */
interface Found {
  readonly index: CandidateIndex;
  readonly bytes: number;
  readonly judged: Exclude<IndexVerdict, 'not-measured'>;
  readonly by: string | undefined;
  readonly flips: readonly Flip[];
  /** What to do so that it does not stand, and so that it does; undefined where its cost is not asked for. */
  readonly writing: Writing | undefined;
}

type Writing = Pick<WriteCostSetup, 'with' | 'without'>;

/** The measurements of one table, which is filled. */
class Measuring {
  readonly #baselines: Baseline[] = [];
  readonly #failed = new Map<DemandedQuery, string>();

  constructor(
    private readonly subject: Subject,
    private readonly setup: SubjectSetup,
    private readonly live: LiveTable,
  ) {}

  async report(rows: number): Promise<SubjectReport> {
    const { subject } = this;
    const standing = subject.indexes.filter((index) => index.status !== 'suggested');
    const suggested = subject.indexes.filter((index) => index.status === 'suggested');
    for (const query of subject.queries) await this.measureQuery(query);
    const declared = [...this.#baselines];
    const referring = referentialQueries(this.live, standing.filter(isMeasurable), subject.queries);
    for (const query of referring) await this.measureQuery(query);
    const found = [...(await this.trySuggested(suggested, declared)), ...(await this.tryStanding(standing))];
    const indexes: ReportedIndex[] = [];
    for (const one of found) indexes.push('verdict' in one ? one : await this.reported(one));
    const measured = [...subject.queries, ...referring];
    return {
      table: { table: subject.table.name, resource: subject.table.resource, rows },
      queries: measured.map((query) =>
        reportedQuery(query, subject.table.name, this.#baselines, this.#failed.get(query)),
      ),
      indexes,
    };
  }

  private async measureQuery(query: DemandedQuery): Promise<void> {
    const before = this.setup.excluded.get(query.id);
    if (before !== undefined) return void this.#failed.set(query, before);
    this.setup.onQuery(query);
    const { database } = this.setup.laboratory;
    const drawn = await drawParameters(database, query, (name) => findLive(this.setup, name)?.sql ?? quotedName(name));
    if (!drawn.ok) return void this.#failed.set(query, drawn.reason);
    for (const sample of drawn.samples) {
      const measured = await measure(database, query, sample);
      if (measured.ok) this.#baselines.push({ query, sample, plan: measured.plan });
      else this.#failed.set(query, measured.reason);
    }
    this.setup.onQuery(undefined);
  }

  private async trySuggested(
    suggested: readonly CandidateIndex[],
    baselines: readonly Baseline[],
  ): Promise<readonly (ReportedIndex | Found)[]> {
    const { laboratory, estimates } = this.setup;
    const served: Served[] = [];
    const failed = new Map<CandidateIndex, string>();
    for (const index of rankedIndexes(suggested, estimates)) {
      const trial = await tryChange(laboratory.database, makingOf(index, this.live.sql), baselines, index.name);
      if (trial.ok) {
        const flips = flipsOf(index, baselines, trial.changed, this.randomPageCost);
        served.push({ index, bytes: trial.bytes ?? 0, flips });
      } else failed.set(index, `${trial.reason}.`);
    }
    const { chosen, superseded } = chooseServed(served);
    const found = served.map((one): Found => {
      const by = superseded.get(one)?.index.name;
      const isChosen = chosen.includes(one);
      const judged = isChosen ? 'serves' : by === undefined ? 'not-helpful' : 'superseded';
      const writing = isChosen ? { without: [], with: makingOf(one.index, this.live.sql) } : undefined;
      return { ...one, judged, by, writing };
    });
    return [...found, ...[...failed].map(([index, reason]) => notMeasured(index, reason))];
  }

  private async tryStanding(standing: readonly CandidateIndex[]): Promise<readonly (ReportedIndex | Found)[]> {
    const found = new Map<CandidateIndex, ReportedIndex | Found>();
    const dispensable: { readonly name: string; readonly by: string }[] = [];
    const needlessFirst = standing.toSorted(
      (a, b) => Number(b.status === 'needless') - Number(a.status === 'needless'),
    );
    for (const index of needlessFirst) {
      // Two that could each do without the other cannot both go.
      const gone = dispensable.filter(({ by }) => by === index.name).map(({ name }) => name);
      const one = await this.tryWithout(index, gone);
      found.set(index, one);
      if ('judged' in one && one.by !== undefined) dispensable.push({ name: index.name, by: one.by });
    }
    return standing.flatMap((index) => found.get(index) ?? []);
  }

  /** `gone` are others that are left out as well. */
  private async tryWithout(index: CandidateIndex, gone: readonly string[]): Promise<ReportedIndex | Found> {
    const { database } = this.setup.laboratory;
    const bytes = await sizeOf(database, index.name);
    if (bytes === undefined) return notMeasured(index, 'There is no index of this name in the tables that were made.');
    if (!isMeasurable(index)) return { index, bytes, judged: 'guards', by: undefined, flips: [], writing: undefined };
    const left = [index.name, ...gone];
    const using = left.flatMap((name) => usersOf(name, this.#baselines));
    const affected = this.#baselines.filter(({ query }) => using.includes(query.id));
    const trial = await tryChange(
      database,
      left.map((name) => this.dropping(name)),
      affected,
    );
    if (!trial.ok) return notMeasured(index, `${trial.reason}.`);
    const { verdict: judged, by, flips } = judgeStanding(index, trial.changed, this.randomPageCost);
    if (judged === 'unclear')
      return notMeasured(index, 'The queries that would be dearer without it find nothing among the generated rows.');
    const writing = judged === 'helps' ? undefined : { without: [this.dropping(index.name)], with: [] };
    return { index, bytes, judged, by, flips, writing };
  }

  /** What is rolled back stays in the table until it is vacuumed, so that nothing is measured on queries after this. */
  private async reported({ index, bytes, judged, by, flips, writing }: Found): Promise<ReportedIndex> {
    const usedBy = usersOf(index.name, this.#baselines);
    const known = reportedIndex(index);
    const whatOf = (id: string): string => {
      const query = this.#baselines.find((baseline) => baseline.query.id === id)?.query;
      return query === undefined ? id : this.wordsOf(query);
    };
    const writeCost = writing === undefined ? undefined : await this.writeCost(writing);
    const summary = summaryOf({
      ...{ verdict: judged, by, flips, writeCost, whatOf, unread: this.unread, name: index.name },
      ...{ columns: known.columns, where: known.where, usedBy: usedBy.map(whatOf) },
    });
    return {
      ...known,
      ...{ verdict: judged, summary, flips: [...flips], usedBy: [...usedBy], bytes },
      ...(by === undefined ? {} : { by }),
      ...(writeCost === undefined ? {} : { writeCost }),
    };
  }

  /** Declarations of other resources are named with these. */
  private wordsOf({ origin }: DemandedQuery): string {
    return origin.resource === this.subject.table.resource ? origin.what : `${origin.what} of ${origin.resource}`;
  }

  private get unread(): number {
    return this.setup.input.demand.unread.filter(({ origin }) => origin.resource === this.subject.table.resource)
      .length;
  }

  private get randomPageCost(): number {
    return this.setup.input.settings.randomPageCost;
  }

  private dropping(name: string): string {
    return `DROP INDEX ${quotedName(this.live.schema)}.${quotedName(name)}`;
  }

  private async writeCost(writing: Writing): ReturnType<typeof measureWriteCost> {
    const { database } = this.setup.laboratory;
    await database.run(`VACUUM ${this.live.sql}`);
    return await measureWriteCost(database, { schema: this.live.schema, table: this.live.name, ...writing });
  }
}
