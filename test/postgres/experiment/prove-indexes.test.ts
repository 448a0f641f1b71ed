import { beforeAll, describe, expect, it } from 'vitest';
import { textHash } from '../../../src/base/evidence.ts';
import { evidenceListSchema } from '../../../src/checklist/evidence-schema.ts';
import { explainToText } from '../../../src/cli/reports/explain-text.ts';
import type { Database, DatabaseSource } from '../../../src/postgres/database.ts';
import { explainOnRows } from '../../../src/postgres/experiment/explain-on-rows.ts';
import { indexEvidence } from '../../../src/postgres/experiment/index-evidence.ts';
import { defaultSettings, type IndexProofInput } from '../../../src/postgres/experiment/index-proof-input.ts';
import {
  indexReportSchema,
  type IndexReport,
  type ReportedIndex,
} from '../../../src/postgres/experiment/index-report.ts';
import { proveIndexes } from '../../../src/postgres/experiment/prove-indexes.ts';
import { openTestDatabase } from '../../helpers/pglite.ts';
import { demand, query, steps } from './demand.ts';
import pc from 'picocolors';

/** Counts what is open; `intercept` may answer in the place of the database. */
class TestSource implements DatabaseSource {
  openNow = 0;
  opened = 0;

  constructor(
    private readonly intercept: (sql: string) => Awaited<ReturnType<Database['run']>> | undefined = () => undefined,
  ) {}

  async open({ extensions }: { readonly extensions: readonly string[] }): ReturnType<DatabaseSource['open']> {
    const inner = await openTestDatabase(extensions);
    this.openNow += 1;
    this.opened += 1;
    let isOpen = true;
    let closing: Promise<void> | undefined;
    const database: Database = {
      ...inner,
      run: async (sql, options) => {
        const gone = { ok: false, error: { kind: 'gone', reason: 'it was closed' } } as const;
        const answer = this.intercept(sql);
        if (!isOpen) return gone;
        return answer ?? (await inner.run(sql, options).catch(() => gone));
      },
      close: async () => {
        isOpen = false;
        closing ??= inner.close().then(() => void (this.openNow -= 1));
        await closing;
      },
    };
    return { ok: true, database };
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function inputOf(source: DatabaseSource, more: Partial<IndexProofInput> = {}): IndexProofInput {
  return {
    ...{ demand, steps, extensions: [], resources: undefined, source, signal: new AbortController().signal },
    distributions: { posts: { columns: { priority: { distinct: 100 } } } },
    settings: { ...defaultSettings, rows: 10_000 },
    onProgress: () => undefined,
    ...more,
  };
}

async function reportOf(input: IndexProofInput): Promise<IndexReport> {
  const proof = await proveIndexes(input);
  if (!proof.ok) throw new Error(proof.reason);
  return proof.report;
}

const withoutTimes = (report: IndexReport): unknown =>
  JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'ms' ? undefined : value)));

describe('an index proof', () => {
  let report: IndexReport;
  const source = new TestSource();
  const indexNamed = (name: string): ReportedIndex => {
    const found = report.indexes.find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no index ${name}`);
    return found;
  };

  beforeAll(async () => {
    report = await reportOf(inputOf(source));
  }, 120_000);

  it('has the shape that it promises, and leaves nothing open', () => {
    expect(indexReportSchema.parse(report)).toEqual(report);
    expect(source).toMatchObject({ openNow: 0, opened: 1 });
    expect(report.engine).toEqual({ name: 'PGlite', version: '18.6' });
    expect(report.tables).toEqual([{ table: 'posts', resource: 'Blog.Post', rows: 10_000 }]);
  });

  it('gives every index its verdict', () => {
    expect(
      Object.fromEntries(
        report.indexes.map(({ name, verdict, by }) => [name, by === undefined ? verdict : `${verdict} by ${by}`]),
      ),
    ).toEqual({
      posts_pkey: 'guards',
      posts_slug: 'guards',
      posts_code: 'redundant by posts_code_body',
      // It has to stay, now that the one that it covers may go.
      posts_code_body: 'helps',
      posts_idle: 'serves-none',
      posts_editor: 'helps',
      // Its one query finds nothing, which proves neither that it is needed nor that it is not.
      posts_elsewhere: 'not-measured',
      author: 'superseded by author_newest',
      author_newest: 'serves',
      newest_author: 'superseded by author_newest',
      status: 'not-helpful',
      urgent: 'serves',
      urgent_full: 'superseded by urgent',
      title: 'serves',
      title_plain: 'not-helpful',
      bad: 'not-measured',
    });
  });

  it('shows the flip: what the plan changes from and to, with at most half the cost and pages', () => {
    const flip = indexNamed('author_newest').flips.find(
      ({ query: id, sample }) => id === 'by_author' && sample === 'median',
    );
    expect(flip?.scans).toEqual([
      { table: 'posts', before: 'Seq Scan', after: 'Bitmap Heap Scan using author_newest' },
    ]);
    expect(flip?.plans.after).toContain('Bitmap Index Scan on author_newest');
    for (const { flips } of report.indexes.filter(({ verdict }) => verdict === 'serves')) {
      expect(flips.length).toBeGreaterThan(0);
      for (const { before, after } of flips) {
        expect(after.cost * 2).toBeLessThanOrEqual(before.cost);
        expect(after.buffers * 2).toBeLessThanOrEqual(before.buffers);
      }
    }
  });

  it('says in sentences what it found', () => {
    expect(indexNamed('author_newest').summary).toMatch(
      /^An index on `author_id` and `inserted_at` serves read action `by_author` and read action `newest_of_author`\. With it, cost [\d,]+ → \d+ \(/,
    );
    expect(indexNamed('posts_idle').summary).toMatch(
      /^No declared query that could be read uses `posts_idle`\. 1 of the table's declarations could not be read\. Other code may still use it\./,
    );
    expect(indexNamed('posts_slug').summary).toBe(
      '`posts_slug` keeps values unique, and serves read action `by_slug`.',
    );
    expect(indexNamed('bad').summary).toBe('`bad` was not measured: column "nope" does not exist.');
  });

  it('does not call an index idle that stands for a foreign key, though no step makes it', () => {
    expect(indexNamed('posts_editor').flips.map(({ query: id }) => id)).toContain('posts.editor_id#referred');
  });

  it('measures what one more index costs when rows are written', () => {
    const cost = indexNamed('author_newest').writeCost;
    expect(cost?.rows).toBe(2000);
    expect(cost?.with.walRecords).toBeGreaterThan(cost?.without.walRecords ?? Infinity);
    expect(indexNamed('posts_idle').writeCost?.with.buffers).toBeGreaterThan(
      indexNamed('posts_idle').writeCost?.without.buffers ?? Infinity,
    );
    expect(indexNamed('author_newest').bytes).toBeGreaterThan(8192);
  });

  it('tells what failed without being stopped by it', () => {
    const failed = report.queries.flatMap(({ id, failed: reason }) =>
      reason === undefined ? [] : [`${id}: ${reason}`],
    );
    expect(failed).toEqual([
      'broken: column "nope" does not exist (42703) Perhaps you meant to reference the column "t0.code".',
    ]);
    expect(report.notes).toEqual(['Could not CREATE TABLE broken (id nothin: type "nothing" does not exist.']);
    expect(report.unread).toHaveLength(1);
  });

  it('takes no empty answer for evidence', () => {
    const empty = report.queries.find(({ id }) => id === 'empty');
    expect(empty?.samples.map(({ found }) => found)).toEqual([0]);
    expect(report.indexes.flatMap(({ flips }) => flips.map(({ query: id }) => id))).not.toContain('empty');
  });

  it('foresees by made-up statistics what rows confirm', () => {
    const foreseen = report.estimates.filter(({ index: name }) => name === 'author').map(({ query: id }) => id);
    expect(foreseen).toEqual(['by_author', 'newest_of_author']);
    expect(report.estimates.every(({ before, after }) => after <= before)).toBe(true);
  });

  it('becomes evidence for the checklist', () => {
    const evidence = indexEvidence(report, (path) => (path === 'lib/post.ex' ? 'the text' : undefined));
    expect(evidenceListSchema.parse(JSON.parse(JSON.stringify(evidence)))).toHaveLength(evidence.length);
    expect(evidence.find(({ columns }) => columns.join() === 'author_id,inserted_at')).toMatchObject({
      ...{ verdict: 'missing', using: 'btree', rows: 10_000, textHash: textHash('the text') },
    });
    expect(evidence.find(({ where }) => where !== undefined)).toMatchObject({
      verdict: 'missing',
      where: 'priority = 7',
    });
    expect(evidence.map(({ verdict }) => verdict)).toEqual(
      expect.arrayContaining(['used', 'redundant', 'unused', 'no-effect']),
    );
    expect(indexEvidence(report, () => undefined)).toEqual([]);
  });

  it('is printed for a terminal', () => {
    const text = explainToText(report, pc.createColors(false));
    expect(text).toContain('missing author_id, inserted_at lib/post.ex:3');
    expect(text).toMatch(/posts: Seq Scan → Bitmap Heap Scan using author_newest$/m);
    expect(text).toContain('redundant posts_code lib/post.ex:3');
    expect(text).toContain('broken: column "nope" does not exist (42703)');
    expect(text).toContain('lib/post.ex:3 read action `odd`: it is a function');
  });

  it('comes to the same again with the same seed', { timeout: 120_000 }, async () => {
    expect(withoutTimes(await reportOf(inputOf(new TestSource())))).toEqual(withoutTimes(report));
  });
});

describe('an index proof that is disturbed', () => {
  const small = { ...defaultSettings, rows: 1_000 };

  it('leaves out a query that runs away, and measures the rest anew', { timeout: 120_000 }, async () => {
    const source = new TestSource((sql) =>
      sql.startsWith('EXPLAIN (ANALYZE') && sql.includes('slug = ')
        ? { ok: false, error: { kind: 'limit', limitMs: 60_000 } }
        : undefined,
    );
    const report = await reportOf(inputOf(source, { settings: small }));
    expect(report.queries.find(({ id }) => id === 'by_slug')?.failed).toBe(
      'It was not measured, since a statement took longer than 60 s.',
    );
    expect(report.queries.find(({ id }) => id === 'by_author')?.samples).toHaveLength(3);
    expect(source).toMatchObject({ openNow: 0, opened: 2 });
  });

  it('leaves nothing open when it is stopped', { timeout: 120_000 }, async () => {
    const stopper = new AbortController();
    const source = new TestSource((sql) => {
      if (sql.startsWith('VACUUM')) stopper.abort(new Error('enough'));
      return undefined;
    });
    await expect(proveIndexes(inputOf(source, { settings: small, signal: stopper.signal }))).rejects.toThrow('enough');
    expect(source).toMatchObject({ openNow: 0, opened: 1 });
  });

  it('says why there is no database, and asks for none where there is nothing to measure', async () => {
    const none: DatabaseSource = {
      open: () => Promise.resolve({ ok: false, reason: 'It is full.' }),
      dispose: () => Promise.resolve(),
    };
    expect(await proveIndexes(inputOf(none))).toEqual({ ok: false, reason: 'It is full.' });
    const report = await reportOf(inputOf(none, { resources: ['Blog.Other'] }));
    expect(report).toMatchObject({ engine: null, tables: [], indexes: [] });
  });

  it('proves nothing where only an estimate is asked for', { timeout: 120_000 }, async () => {
    const settings = { ...small, estimateOnly: true };
    const report = await reportOf(inputOf(new TestSource(), { settings }));
    expect(report.estimates.length).toBeGreaterThan(0);
    expect(new Set(report.indexes.map(({ verdict }) => verdict))).toEqual(new Set(['not-measured']));
    expect(indexEvidence(report, () => 'text')).toEqual([]);
    expect(explainToText(report, pc.createColors(false))).toContain(
      'Estimated on made-up statistics, which is no proof',
    );
  });
});

describe('a statement of somebody', () => {
  it('is explained on rows, with and without what is suggested', { timeout: 120_000 }, async () => {
    const source = new TestSource();
    const asked = query('asked', 'WHERE author_id = $1::uuid; -- mine', [['author_id', 'uuid']]);
    const answer = await explainOnRows(inputOf(source), asked);
    if (!answer.ok) throw new Error(answer.reason);
    const { samples, tables } = answer.explained;
    expect(tables).toEqual([
      { table: 'users', rows: 1000 },
      { table: 'posts', rows: 10_000 },
    ]);
    expect(samples.map(({ sample }) => sample.name)).toEqual(['common', 'median', 'rare']);
    expect(samples[1]?.suggested.map(({ index: { name } }) => name)).toEqual(
      expect.arrayContaining(['author', 'author_newest']),
    );
    expect(source.openNow).toBe(0);
  });

  it.each([
    ['DROP TABLE posts', '`DROP` has no plan.'],
    ['SELECT 1; SELECT 2', 'There are 2 statements.'],
    ['SELECT * FROM posts WHERE slug = $1', 'Nothing says what `$1` stands for.'],
  ])('is refused where it cannot be explained: %s', async (sql, reason) => {
    const source = new TestSource();
    const answer = await explainOnRows(inputOf(source), { ...query('asked', '', []), sql });
    expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as string });
    expect(source.opened).toBe(0);
  });
});
