import { engineName } from '../../../base/engine-name.ts';
import { plural } from '../../../base/names.ts';
import type {
  Figures,
  Flip,
  IndexReport,
  IndexVerdict,
  ReportedIndex,
  ReportedQuery,
} from '../../../postgres/experiment/index-report.ts';
import { figure } from '../../../postgres/explain/plan-rows.ts';
import { html, prose, type Html } from './html.ts';
import type { LinkTo } from './proof-page.ts';

/** What indexes did for the queries of resources: what is missing first, then what is needless, then what stands. */
export function indexPage(report: IndexReport, linkTo: LinkTo): Html {
  return html`${summary(report)} ${report.notes.map((note) => html`<p class="warn">${prose(note)}</p>`)}
  ${sections.flatMap(({ title, verdicts }) => section(title, verdicts, report, linkTo))} ${queryTable(report, linkTo)}
  ${unreadPart(report, linkTo)}`;
}

const sections: readonly { readonly title: string; readonly verdicts: readonly IndexVerdict[] }[] = [
  { title: 'Missing', verdicts: ['serves'] },
  { title: 'Needless', verdicts: ['redundant'] },
  { title: 'In use', verdicts: ['helps', 'guards'] },
  { title: 'Used by no query that the resources declare', verdicts: ['serves-none'] },
  { title: 'Tried, and of no use', verdicts: ['not-helpful', 'superseded'] },
  { title: 'Not measured', verdicts: ['not-measured'] },
];

const signs: Readonly<Record<IndexVerdict, string>> = {
  serves: 'warn',
  redundant: 'warn',
  helps: 'good',
  guards: 'good',
  'serves-none': 'quiet',
  'not-helpful': 'quiet',
  superseded: 'quiet',
  'not-measured': 'quiet',
};

function summary({ engine, tables, settings }: IndexReport): Html {
  if (engine === null) return html`<p class="quiet">There is no index to measure, so nothing was run.</p>`;
  const filled = tables.map(({ table, rows }) => `${table} (${figure(rows)} ${plural('row', rows)})`).join(', ');
  return html`<p class="quiet">
      Each query was explained twice on ${engineName(engine)}, with generated rows: ${filled}. What counts are costs,
      rows and pages; times are those of this machine.
    </p>
    <p class="quiet">Seed ${settings.seed}, <code>random_page_cost</code> ${settings.randomPageCost}.</p>`;
}

function section(title: string, verdicts: readonly IndexVerdict[], report: IndexReport, linkTo: LinkTo): Html[] {
  const found = report.indexes.filter(({ verdict }) => verdicts.includes(verdict));
  if (found.length === 0) return [];
  return [html`<h2>${title}</h2>`, ...found.map((index) => indexPart(index, report.queries, linkTo))];
}

function indexPart(index: ReportedIndex, queries: readonly ReportedQuery[], linkTo: LinkTo): Html {
  const { table, name, columns, where, origin, verdict, summary: said, flips, declaration, writeCost, bytes } = index;
  const condition = where === undefined ? '' : ` where ${where}`;
  const inserting =
    writeCost === undefined
      ? undefined
      : html`<p class="quiet">
          Inserting ${figure(writeCost.rows)} rows touches ${figure(writeCost.without.buffers)} pages without it and
          ${figure(writeCost.with.buffers)} with
          it${bytes === undefined ? '' : `; it takes ${figure(bytes / 1024)} kB`}.
        </p>`;
  return html`<h3>
      ${linkTo(origin.path, origin.line, html`${table} (${columns.join(', ')})${condition}`)}
      <span class="quiet"><code>${name}</code></span>
    </h3>
    <p class="${signs[verdict]}">${prose(said)}</p>
    ${
      declaration === undefined || verdict !== 'serves'
        ? undefined
        : html`<p class="quiet">In <code>${declaration.block}</code>:</p>
            <pre>${declaration.code}</pre>`
    }
    ${inserting} ${flips.map((flip) => flipPart(flip, queries, linkTo))}`;
}

function flipPart(
  { query: id, sample, before, after, plans }: Flip,
  queries: readonly ReportedQuery[],
  linkTo: LinkTo,
): Html {
  const query = queries.find((each) => each.id === id);
  const what = query === undefined ? id : wordsOf(query.origin);
  return html`<details>
    <summary>
      ${what}, ${sampleWords[sample]}: cost ${ratio(before.cost, after.cost)}, pages
      ${ratio(before.buffers, after.buffers)}
    </summary>
    ${
      query === undefined
        ? undefined
        : html`<p>${originLink(query.origin, linkTo)}</p>
            <pre>${query.sql}</pre>`
    }
    <div class="sides">
      <div>
        <p class="quiet">Without it: ${figures(before)}</p>
        <pre>${plans.before}</pre>
      </div>
      <div>
        <p class="quiet">With it: ${figures(after)}</p>
        <pre>${plans.after}</pre>
      </div>
    </div>
  </details>`;
}

const sampleWords: Readonly<Record<Flip['sample'], string>> = {
  common: 'with frequent values',
  median: 'with values of middling frequency',
  rare: 'with rare values',
  fixed: 'as it stands',
};

function figures({ cost, rows, buffers, ms }: Figures): string {
  return `cost ${figure(cost)}, ${figure(rows)} rows looked at, ${figure(buffers)} pages, ${ms.toFixed(1)} ms`;
}

function ratio(before: number, after: number): string {
  return `${figure(before)} → ${figure(after)}`;
}

function queryTable({ queries }: IndexReport, linkTo: LinkTo): Html | undefined {
  if (queries.length === 0) return undefined;
  return html`<h2>Queries</h2>
    <p class="quiet">
      What the resources' own declarations ask, and how PostgreSQL answers with the tables as they stand.
    </p>
    <table>
      <thead>
        <tr>
          <th>declaration</th>
          <th>reads</th>
          <th class="number">cost</th>
          <th class="number">pages</th>
        </tr>
      </thead>
      <tbody>
        ${queries.map((query) => queryRow(query, linkTo))}
      </tbody>
    </table>`;
}

function queryRow({ origin, sql, samples, failed }: ReportedQuery, linkTo: LinkTo): Html {
  const [sample] = samples;
  const scans = sample?.scans.map(({ table, scan }) => `${table}: ${scan}`).join('; ') ?? failed ?? '';
  return html`<tr>
    <td>
      ${originLink(origin, linkTo)}
      <details>
        <summary>SQL</summary>
        <pre>${sql}</pre>
      </details>
    </td>
    <td>${scans}</td>
    <td class="number">${sample === undefined ? '' : figure(sample.figures.cost)}</td>
    <td class="number">${sample === undefined ? '' : figure(sample.figures.buffers)}</td>
  </tr>`;
}

function unreadPart({ unread }: IndexReport, linkTo: LinkTo): Html | undefined {
  if (unread.length === 0) return undefined;
  const items = unread.map(({ origin, reason }) => html`<li>${originLink(origin, linkTo)}: ${prose(reason)}</li>`);
  return html`<h2>Not told as SQL</h2>
    <p class="quiet">Nothing is said of these.</p>
    <ul>
      ${items}
    </ul>`;
}

function originLink(origin: ReportedQuery['origin'], linkTo: LinkTo): Html {
  return linkTo(origin.path, origin.line, html`${wordsOf(origin)}`);
}

function wordsOf({ resource, what }: ReportedQuery['origin']): string {
  return `${resource}, ${what}`;
}
