import { engineName } from '../../../base/engine-name.ts';
import { plural } from '../../../base/names.ts';
import type {
  MigrationProof,
  ProofDifference,
  ProofError,
  ProofReport,
  ProofStep,
  SchemaComparison,
} from '../../../postgres/proof/proof-report.ts';
import { html, prose, type Html } from './html.ts';

/** Makes a link to a line of the project. */
export type LinkTo = (path: string, line: number, label: Html) => Html;

/** What running migrations came to, one after the other; refuted ones are opened. */
export function proofPage({ engine, migrations, schemas, unread }: ProofReport, linkTo: LinkTo): Html {
  return html`
    ${summary(engine, migrations)}
    ${migrations.map((migration) => migrationPart(migration, migrations.length === 1, linkTo))}
    ${schemas.filter(({ equal }) => equal !== undefined).map(schemaPart)}
    ${
      unread.length === 0
        ? undefined
        : html`<h2>Not read</h2>
            <ul>
              ${unread.map(({ path, reason }) => html`<li><code>${path}</code>: ${reason}</li>`)}
            </ul>`
    }
  `;
}

function summary(engine: ProofReport['engine'], migrations: readonly MigrationProof[]): Html {
  if (engine === null) return html`<p class="quiet">Nothing was run.</p>`;
  return html`<p class="quiet">
    ${migrations.length} ${plural('migration', migrations.length)}, run up, down and up again on ${engineName(engine)},
    in a database of its own that is gone now.
  </p>`;
}

const verdicts = {
  proven: { sign: 'good', words: 'Proven' },
  refuted: { sign: 'bad', words: 'Refuted' },
  'not-proven': { sign: 'warn', words: 'Not proven' },
} as const;

function migrationPart(proof: MigrationProof, isOnly: boolean, linkTo: LinkTo): Html {
  const { sign, words } = verdicts[proof.verdict];
  const isOpen = isOnly || proof.verdict === 'refuted';
  return html`
    <h2>${linkTo(proof.path, 1, html`${proof.path}`)}</h2>
    <p class="verdict ${sign}">${words} <span class="quiet">${milliseconds(proof.ms)}</span></p>
    ${proof.reason === undefined ? undefined : html`<p>${prose(proof.reason)}</p>`} ${failures(proof, linkTo)}
    ${rowFailures(proof, linkTo)}
    ${proof.warnings.map(({ message, line }) => html`<p class="warn">${linked(proof.path, line, message, linkTo)}</p>`)}
    ${proof.notes.map((note) => html`<p class="quiet">${noteWords[note]}</p>`)} ${differenceTable(proof, linkTo)}
    ${stepTable(proof.steps, isOpen)}
  `;
}

function failures(proof: MigrationProof, linkTo: LinkTo): Html[] {
  const parts = [
    { when: 'Going up', error: proof.up.error },
    { when: 'Going down', error: proof.down.error },
    { when: 'Going up again', error: proof.again.error },
  ];
  return parts.flatMap(({ when, error }) => (error === undefined ? [] : [failure(proof.path, when, error, linkTo)]));
}

function failure(path: string, when: string, error: ProofError, linkTo: LinkTo): Html {
  const code = error.sqlstate === null ? 'Ecto refuses' : `PostgreSQL refuses (${error.sqlstate})`;
  const place = linkTo(path, error.line, html`line ${error.line}`);
  return html`<p class="bad">${when}, ${place}, at “${error.operation}”: ${code}: ${error.message}</p>`;
}

function rowFailures({ path, rows }: MigrationProof, linkTo: LinkTo): Html[] {
  return (rows?.faults ?? []).map(({ direction, always, error }) => {
    const place = linkTo(path, error.line, html`line ${error.line}`);
    const when = always ? 'Fails as soon as the table has rows' : 'Failed on rows that the constraints allow';
    return html`<p class="warn">${when} (${direction}, ${place}, “${error.operation}”): ${error.message}</p>`;
  });
}

/** What the notes of a proof mean to whoever reads them. */
const noteWords: Readonly<Record<MigrationProof['notes'][number], string>> = {
  'column-order': 'Columns stand in another order after going down and up, which PostgreSQL cannot change.',
  'extensions-kept': 'Extensions and functions of AshPostgres stay after going down, as it means them to.',
  'schema-kept': 'A schema that was made stays after going down.',
  'writes-rows': 'Code that writes rows was not run: what it does to them is not known.',
  'rows-not-checked': 'It was run on empty tables only.',
  'history-in-part': 'A migration before this one was run in part, since its text does not decide all of it.',
  'state-from-snapshots': 'The tables before it were made from the resource snapshots.',
  'needs-newer': 'It uses what the oldest PostgreSQL that the repository names does not have.',
};

function differenceTable({ path, differences }: MigrationProof, linkTo: LinkTo): Html | undefined {
  if (differences.length === 0) return undefined;
  const cause = ({ line, operation }: ProofDifference): Html | undefined =>
    line === undefined ? undefined : linkTo(path, line, html`${operation ?? `line ${line}`}`);
  return html`<h3>What differs</h3>
    <table>
      <thead>
        <tr>
          <th>object</th>
          <th>before</th>
          <th>afterwards</th>
          <th>by</th>
        </tr>
      </thead>
      <tbody>
        ${differences.map(
          (difference) =>
            html`<tr>
              <td>${difference.object}</td>
              <td>${definition(difference.before, 'there was none')}</td>
              <td>${definition(difference.after, 'gone')}</td>
              <td>${cause(difference)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function definition(text: string | null, absent: string): Html {
  return text === null ? html`<span class="quiet">${absent}</span>` : html`<code>${text}</code>`;
}

function stepTable(steps: readonly ProofStep[], isOpen: boolean): Html | undefined {
  if (steps.length === 0) return undefined;
  const rows = steps.map(
    ({ direction, sql, ms, locks }) =>
      html`<tr>
        <td>${direction}</td>
        <td><pre>${sql.trim()}</pre></td>
        <td>${locks.map(({ relation, mode }) => html`<div><code>${relation}</code> ${mode}</div>`)}</td>
        <td class="number">${milliseconds(ms)}</td>
      </tr>`,
  );
  return html`<details ${isOpen ? { html: 'open' } : undefined}>
    <summary>${steps.length} ${plural('statement', steps.length)}</summary>
    <table>
      <thead>
        <tr>
          <th>direction</th>
          <th>statement</th>
          <th>locks taken</th>
          <th class="number">time</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}

function schemaPart({ repo, equal, differences, unknown }: SchemaComparison): Html {
  const rows = differences.map(
    ({ object, declared, migrated }) =>
      html`<tr>
        <td>${object}</td>
        <td>${definition(declared, 'not declared')}</td>
        <td>${definition(migrated, 'not there')}</td>
      </tr>`,
  );
  const verdict =
    equal === true
      ? html`<p class="verdict good">The resources and the migrations make the same tables.</p>`
      : html`<p class="verdict warn">The resources and the migrations make different tables.</p>`;
  return html`<h2>Resources beside migrations (${repo})</h2>
    ${verdict}
    ${
      rows.length === 0
        ? undefined
        : html`<table>
            <thead>
              <tr>
                <th>object</th>
                <th>the resources say</th>
                <th>the migrations make</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }
    ${unknown.map(({ table, reason }) => html`<p class="quiet">Not compared: <code>${table}</code>, since ${prose(reason)}</p>`)}`;
}

function linked(path: string, line: number | undefined, message: string, linkTo: LinkTo): Html {
  return line === undefined ? html`${message}` : html`${message} (${linkTo(path, line, html`line ${line}`)})`;
}

function milliseconds(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}
