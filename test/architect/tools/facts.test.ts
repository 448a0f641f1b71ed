import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadReport } from '../../../src/architect/context/look-up.ts';
import type { ToolContext } from '../../../src/architect/tool.ts';
import { check } from '../../../src/architect/tools/check.ts';
import { explainRule } from '../../../src/architect/tools/explain-rule.ts';
import { getResource } from '../../../src/architect/tools/get-resource.ts';
import { listResources } from '../../../src/architect/tools/list-resources.ts';
import { createBaseline } from '../../../src/checklist/baseline.ts';
import { readFolder } from '../../helpers/workspace.ts';
import { analysedContext, call, memoryFiles } from './context.ts';

const folder = 'examples/helpdesk';
const files = readFolder(folder);
let context: ToolContext;

beforeAll(async () => {
  const pages = (id: string): Promise<string> => Promise.resolve(readFileSync(`docs/rules/${id}.md`, 'utf8'));
  context = await analysedContext(files, { rulePages: pages });
});

/** The rows of the example's README: rule and file. */
const planted = [...files['README.md']!.matchAll(/^\| [^|]+ \| (.+) \| `([a-z-]+\/[a-z-]+)` \|$/gm)].flatMap(
  ([, where = '', rule = '']) =>
    [...where.matchAll(/`([\w/]+\.exs?)`/g)].map(([, file = '']) => ({
      rule,
      path: file.endsWith('.exs') ? `priv/repo/migrations/${file}` : `lib/helpdesk/${file}`,
    })),
);

describe('list_resources', () => {
  it('names every resource by domain', async () => {
    const { text } = await call(listResources, {}, context);
    expect(text).toMatch(/22 resources of 22\.$|\d+ resources of \d+\.$/);
    const modules = [...text.matchAll(/^- (Helpdesk\.[\w.]+) \((lib\/[\w/]+\.ex):(\d+), (\w[\w ]*)\)/gm)];
    expect(modules.length).toBeGreaterThanOrEqual(22);
    for (const [, module = '', path = '', line = ''] of modules) {
      expect(files[path]!.split('\n')[Number(line) - 1], module).toContain(`defmodule ${module}`);
    }
    expect(text).toMatch(/^Helpdesk\.Support$/m);
  });

  it('narrows by domain and by words', async () => {
    const billing = await call(listResources, { domain: 'Billing' }, context);
    expect(billing.text).toContain('Helpdesk.Billing.Invoice ');
    expect(billing.text).not.toContain('Helpdesk.Support');
    const tickets = await call(listResources, { match: 'ticket_tags' }, context);
    expect(tickets.text).toMatch(/1 resource of \d+\.$/);
    expect((await call(listResources, { match: 'nothing' }, context)).text).toContain('No resource fits');
  });
});

describe('get_resource', () => {
  it('tells all parts of a resource with their places', async () => {
    const { text, isError } = await call(getResource, { resource: 'Support.Ticket' }, context);
    expect(isError).toBeUndefined();
    expect(text).toContain('from="the resource Helpdesk.Support.Ticket"');
    for (const part of ['Attributes', 'Relationships', 'Actions', 'Aggregates', 'Checklist', 'Findings']) {
      expect(text).toContain(`### ${part}`);
    }
    expect(text).toMatch(/`requester` belongs_to Helpdesk\.Accounts\.User/);
    expect(text).toMatch(/Policies: \d+, field policies: \d+; authorizers: /);
    for (const { rule, path } of planted.filter(({ path }) => path === 'lib/helpdesk/support/ticket.ex')) {
      expect(text).toMatch(new RegExp(`${rule}.*${path}:\\d+`));
    }
  });

  it('takes as much of a name as is unique, and helps with the others', async () => {
    const several = await call(getResource, { resource: 'Tickett' }, context);
    expect(several).toMatchObject({ isError: true });
    expect(several.text).toContain('Did you mean `Ticket`?');
    expect((await call(getResource, { resource: 'Nonsense.Thing' }, context)).isError).toBe(true);
  });
});

describe('check', () => {
  it('finds every mistake of the example, and nothing else', async () => {
    const { text } = await call(check, { limit: 200 }, context);
    const found = [...text.matchAll(/^\w+ ([a-z-]+\/[a-z-]+) at ([\w/.]+):\d+:\d+$/gm)];
    const key = ({ rule, path }: { rule: string; path: string }): string => `${rule} ${path}`;
    expect(found.map(([, rule = '', path = '']) => key({ rule, path })).sort()).toEqual(planted.map(key).sort());
    expect(text).toContain(`\n${planted.length} findings: `);
  });

  it('narrows by resource, file, folder, area and severity', async () => {
    const rulesIn = async (request: object): Promise<string[]> =>
      [...(await call(check, request, context)).text.matchAll(/^\w+ ([a-z-]+\/[a-z-]+) at /gm)].map(
        ([, rule = '']) => rule,
      );
    const invoice = planted
      .filter(({ path }) => path.endsWith('billing/invoice.ex'))
      .map(({ rule }) => rule)
      .sort();
    expect((await rulesIn({ path: 'lib/helpdesk/billing/invoice.ex' })).sort()).toEqual(invoice);
    expect(await rulesIn({ resource: 'Billing.Invoice' })).toEqual(expect.arrayContaining(invoice));
    const billing = planted.filter(({ path }) => path.startsWith('lib/helpdesk/billing/'));
    expect(await rulesIn({ path: 'lib/helpdesk/billing/' })).toHaveLength(billing.length);
    expect(new Set(await rulesIn({ rules: ['migrations'] }))).toEqual(
      new Set(planted.map(({ rule }) => rule).filter((rule) => rule.startsWith('migrations/'))),
    );
    const all = await rulesIn({ limit: 200 });
    const errors = await rulesIn({ severity: 'error', limit: 200 });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThan(all.length);
  });

  it('says how many are not shown', async () => {
    const { text } = await call(check, { limit: 1 }, context);
    expect(text).toContain(`${planted.length - 1} of them are not shown`);
  });

  it('examines a migration that it is asked about, changed or not', async () => {
    const path = 'priv/repo/migrations/20250304160410_index_unsolved_tickets.exs';
    const changed = { paths: [], comparedWith: 'main' };
    const migrations = { kind: 'some', paths: [], reason: 'none changed', changed } as const;
    const unchanged = { ...context, facts: { ...context.facts, migrations } };
    expect((await call(check, { path }, unchanged)).text).toContain('migrations/missing-down');
    expect((await call(check, { limit: 200 }, unchanged)).text).not.toContain('migrations/missing-down');
  });

  it('leaves out what the project has accepted, and says so', async () => {
    const { findings } = await loadReport(context);
    const known = findings.map(({ rule, path, lineText }) => ({ rule, path, text: lineText.trim() }));
    const baseline = { 'ash-architect-baseline.json': JSON.stringify(createBaseline(known)) };
    const { text } = await call(check, {}, { ...context, files: memoryFiles({ ...files, ...baseline }) });
    expect(text).toContain(`No findings. ${known.length} more are in the project's baseline`);
  });

  it('refuses what would silently check nothing', async () => {
    expect((await call(check, { rules: ['identites'] }, context)).text).toContain('Did you mean `identities`?');
    expect((await call(check, { resource: 'Nobody' }, context)).isError).toBe(true);
    expect((await call(check, { path: '../other' }, context)).isError).toBe(true);
    for (const path of ['lib/helpdesk/suport', 'README.md', 'mix.exs']) {
      expect(await call(check, { path }, context), path).toMatchObject({
        isError: true,
        text: expect.stringContaining('nothing at') as string,
      });
    }
    expect(await call(check, { path: 'lib/helpdesk/repo.ex' }, context)).toEqual({ text: 'No findings.' });
  });

  it('checks drafts as a whole', async () => {
    const proposed = [{ path: 'lib/helpdesk/repo.ex', text: files['lib/helpdesk/repo.ex']! }];
    for (const narrowing of [{ rules: ['types'] }, { resource: 'Ticket' }, { path: 'lib' }]) {
      expect(await call(check, { proposed, ...narrowing }, context)).toMatchObject({
        isError: true,
        text: expect.stringContaining('leave `resource`') as string,
      });
    }
  });

  it('tells what a draft would fix, add and break', async () => {
    const path = 'lib/helpdesk/billing/invoice_line.ex';
    const before = files[path]!;
    const better = before.replace(/(:unit_price, ):float/, '$1:decimal');
    expect(better).not.toBe(before);
    const fixed = await call(check, { proposed: [{ path, text: better }] }, context);
    expect(fixed.text).toContain(`would fix: types/money-as-float at ${path}`);
    expect(fixed.text).toContain('Would fix 1, add 0');
    const broken = await call(check, { proposed: [{ path, text: `${before}\ndef (` }] }, context);
    expect(broken.text).toContain(`does not parse: ${path}`);
    expect((await call(check, { path }, context)).text).toContain('types/money-as-float');
    expect((await call(check, { proposed: [{ path: '.env', text: '' }] }, context)).isError).toBe(true);
  });
});

describe('explain_rule', () => {
  it('gives the page of every rule in the example', async () => {
    for (const rule of new Set(planted.map((row) => row.rule))) {
      const { text } = await call(explainRule, { rule }, context);
      expect(text).toContain('## When to ignore');
    }
  });

  it('lists the rules of an area, and helps with misspelt ones', async () => {
    const area = await call(explainRule, { rule: 'migrations/*' }, context);
    expect(area.text).toContain('- migrations/missing-down: ');
    const near = await call(explainRule, { rule: 'identities/missing-natural-keys' }, context);
    expect(near).toMatchObject({ isError: true });
    expect(near.text).toContain('Did you mean `identities/missing-natural-key`?');
  });

  it('says the summary where there are no pages', async () => {
    const { rulePages: _, ...without } = context;
    const { text } = await call(explainRule, { rule: 'types/money-as-float' }, without);
    expect(text).toBe('types/money-as-float: An amount of money is a float. (Its page is not at hand here.)');
  });
});
