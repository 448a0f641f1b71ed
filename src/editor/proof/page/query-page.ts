import { engineName } from '../../../base/engine-name.ts';
import type { ExplainedOnRows, ExplainedSample } from '../../../postgres/experiment/explain-on-rows.ts';
import type { Plan } from '../../../postgres/explain/plan.ts';
import { figure, planRows, type PlanRow } from '../../../postgres/explain/plan-rows.ts';
import { html, prose, type Html } from './html.ts';

/** How PostgreSQL carries out one statement on generated rows, and what a suggested index would change. */
export function queryPage({ engine, sql, tables, samples, notes }: ExplainedOnRows): Html {
  const filled = tables.map(({ table, rows }) => `${table} (${figure(rows)} rows)`).join(', ');
  return html`<pre>${sql}</pre>
    <p class="quiet">
      Run twice on ${engineName(engine)}${filled === '' ? '' : html`, with generated rows: ${filled}`}. What it wrote
      was undone.
    </p>
    ${notes.map((note) => html`<p class="warn">${prose(note)}</p>`)}
    ${samples.map((sample) => samplePart(sample, samples.length > 1))}`;
}

const sampleTitles: Readonly<Record<string, string>> = {
  common: 'With frequent values',
  median: 'With values of middling frequency',
  rare: 'With rare values',
  fixed: 'As it stands',
};

function samplePart({ sample, plan, suggested }: ExplainedSample, isOneOfSeveral: boolean): Html {
  const values = sample.values.map((value, index) => `$${index + 1} = ${value ?? 'NULL'}`).join(', ');
  const title = isOneOfSeveral ? html`<h2>${sampleTitles[sample.name] ?? sample.name}</h2>` : undefined;
  return html`${title} ${values === '' ? undefined : html`<p class="quiet">${values}</p>`}
    <div class="sides">
      <div>
        <h3>As the tables stand</h3>
        ${planTree(plan)}
      </div>
      ${suggested.map(
        ({ index, plan: other }) =>
          html`<div>
            <h3>With <code>${index.name}</code></h3>
            ${planTree(other)}
            ${index.declaration === undefined ? undefined : html`<pre>${index.declaration.code}</pre>`}
          </div>`,
      )}
    </div>`;
}

/** Steps from the result down to the tables, each with its own share of the cost. */
export function planTree(plan: Plan): Html {
  const time = plan.executionMs === undefined ? '' : `, ${plan.executionMs.toFixed(1)} ms here`;
  return html`<p class="quiet">Cost ${figure(plan.cost)}, ${figure(plan.root.buffers ?? 0)} pages${time}</p>
    <ul class="tree">
      ${planRows(plan).map(nodeItem)}
    </ul>`;
}

function nodeItem({ depth, label, share, estimated, actual, buffers, details, warnings }: PlanRow): Html {
  const percent = Math.round(share * 100);
  const rows =
    actual === undefined
      ? `${figure(estimated)} rows expected`
      : `${figure(estimated)} rows expected, ${figure(actual)} found`;
  return html`<li class="node">
    <span>
      <meter class="share" min="0" max="100" value="${percent}" aria-label="Share of the cost">${percent} %</meter>
      <span class="quiet">${percent} %</span>
    </span>
    <span class="depth-${Math.min(depth, 12)}">
      ${label}
      <span class="node-detail">${rows}${buffers === undefined ? '' : `, ${figure(buffers)} pages`}</span>
      ${details.map((detail) => html`<div class="node-detail">${detail}</div>`)}
      ${warnings.map((warning) => html`<div class="warn">${warning}</div>`)}
    </span>
  </li>`;
}
