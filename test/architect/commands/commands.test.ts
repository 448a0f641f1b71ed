import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/architect/commands/command.ts';
import type { CommandContext } from '../../../src/architect/commands/command-context.ts';
import type { CommandOutput } from '../../../src/architect/commands/command-output.ts';
import { runCommand } from '../../../src/architect/commands/run-command.ts';
import { createBaseline } from '../../../src/checklist/baseline.ts';
import { loadReport } from '../../../src/architect/context/look-up.ts';
import { readFolder } from '../../helpers/workspace.ts';
import { shop } from '../context/shop.ts';
import { analysedContext } from '../tools/context.ts';

async function contextOf(
  files: Readonly<Record<string, string>>,
  given: Partial<CommandContext> = {},
): Promise<CommandContext> {
  const { files: access, facts, clock } = await analysedContext(files);
  return {
    ...{ files: access, facts, clock },
    rulePages: (id) => Promise.resolve(readFileSync(`docs/rules/${id}.md`, 'utf8')),
    changed: () => Promise.resolve({ isKnown: false, reason: 'this is not a git repository' }),
    active: undefined,
    ...given,
  };
}

async function run(text: string, context: CommandContext): Promise<CommandOutput> {
  return runCommand(parseCommand(text)!, context);
}

async function answerTo(text: string, context: CommandContext): Promise<string> {
  const output = await run(text, context);
  if (output.kind !== 'answer') throw new Error(`not an answer: ${output.kind}`);
  return output.markdown;
}

describe('a command', () => {
  it('is told from a message and from a path', () => {
    expect(parseCommand('  /Review all ')).toEqual({ kind: 'command', name: 'review', rest: 'all' });
    expect(parseCommand('/analyze two\nlines')).toEqual({ kind: 'command', name: 'analyze', rest: 'two\nlines' });
    expect(parseCommand('/reviw')).toEqual({ kind: 'unknown', name: 'reviw' });
    expect(parseCommand('/lib/a.ex is wrong')).toBeUndefined();
    expect(parseCommand('see /review')).toBeUndefined();
  });

  it('that does not exist gets the one that was meant', async () => {
    expect(await answerTo('/reviw', await contextOf({}))).toContain('Did you mean `/review`?');
  });

  it('is listed with what needs a model', async () => {
    const text = await answerTo('/help', await contextOf({}));
    expect(text.split('\n').filter((line) => line.startsWith('| `/'))).toHaveLength(7);
    expect(text).toMatch(/\/analyze.*\| yes \|/);
    expect(text).toMatch(/\/fix.*\| no \|/);
  });

  it('that needs a model is a prompt in its phase', async () => {
    const context = await contextOf({});
    expect(await run('/analyze refunds', context)).toMatchObject({
      kind: 'prompt',
      phase: 'analysis',
      prompt: expect.stringContaining('refunds') as string,
    });
    expect(await run('/design', context)).toMatchObject({ kind: 'prompt', phase: 'design' });
    expect(await run('/migrate', context)).toMatchObject({ kind: 'prompt', phase: 'migrations' });
  });
});

describe('`/review`', () => {
  it('shows the checklist and the findings of everything, as the check has them', async () => {
    const context = await contextOf(readFolder('examples/helpdesk'));
    const text = await answerTo('/review all', context);
    const report = await loadReport(context);
    for (const { resource } of report.checklist) expect(text).toContain(`| \`${resource}\` |`);
    expect(text).toContain(`### ${report.findings.length} findings`);
    const first = report.findings[0]!;
    expect(text).toContain(`\`${first.rule}\` \`${first.path}:${first.range.start.line}\``);
  });

  it('shows a resource, a file, a folder, and without a word the file that is open', async () => {
    const context = await contextOf(shop, { active: { path: 'lib/shop/orders/line.ex', line: 1 } });
    const order = await answerTo('/review Order', context);
    expect(order).toContain('security/sensitive-not-marked');
    expect(order).not.toContain('Shop.Orders.Line');
    expect(await answerTo('/review @resource:Shop.Orders.Order', context)).toBe(order);
    expect(await answerTo('/review lib/shop/orders/order.ex', context)).toContain('security/sensitive-not-marked');
    expect(await answerTo('/review lib/', context)).toContain('Shop.Orders.Line');
    expect(await answerTo('/review', context)).toContain('Review of `lib/shop/orders/line.ex`');
    expect(await answerTo('/review Ordr', context)).toContain('There is no resource, file or folder `Ordr`');
  });

  it('shows what changed, or says why that is not known', async () => {
    const paths = ['lib/shop/orders/order.ex'];
    const context = await contextOf(shop, {
      changed: () => Promise.resolve({ isKnown: true, paths, comparedWith: 'main' }),
    });
    const text = await answerTo('/review changed', context);
    expect(text).toContain('what changed since `main` (1 file)');
    expect(text).toContain('security/sensitive-not-marked');
    expect(text).not.toContain('Shop.Orders.Line`');
    expect(await answerTo('/review changed', await contextOf(shop))).toContain('this is not a git repository');
  });

  it('says what was not examined', async () => {
    const context = await contextOf({
      ...shop,
      'lib/shop/orders/line.ex': shop['lib/shop/orders/line.ex']!.replace('attributes do', 'attributes (do'),
    });
    const text = await answerTo('/review all', context);
    expect(text).toContain('### Not examined');
    expect(text).toContain('syntax error');
    expect(await answerTo('/review lib/shop/orders/line.ex', context)).toContain('syntax error');
    expect(await answerTo('/review lib/shop/orders/order.ex', context)).not.toContain('syntax error');
  });

  it('keeps to the baseline of the project', async () => {
    const before = await loadReport(await contextOf(shop));
    const known = before.findings.map(({ rule, path, lineText }) => ({ rule, path, text: lineText.trim() }));
    const files = { ...shop, 'ash-architect-baseline.json': JSON.stringify(createBaseline(known)) };
    const text = await answerTo('/review all', await contextOf(files));
    expect(text).toContain('Nothing found.');
    expect(text).toContain(`Known from the baseline, and not listed: ${known.length}.`);
    const broken = await answerTo('/review all', await contextOf({ ...shop, 'ash-architect-baseline.json': '{' }));
    expect(broken).toContain('The baseline is left out of account');
    expect(broken).toContain('security/sensitive-not-marked');
  });
});

describe('`/explain`', () => {
  it('gives the page of a rule, the card of a resource, and the findings on a line', async () => {
    const context = await contextOf(shop, { active: { path: 'lib/shop/orders/order.ex', line: 12 } });
    expect(await answerTo('/explain types/money-as-float', context)).toContain('When to ignore');
    expect(await answerTo('/explain Order', context)).toContain('## Shop.Orders.Order');
    const line = await answerTo('/explain lib/shop/orders/order.ex:12', context);
    expect(line).toContain('safe fix');
    expect(line).toContain('When to ignore');
    expect(await answerTo('/explain', context)).toBe(line);
    expect(await answerTo('/explain @finding:security/sensitive-not-marked:lib/shop/orders/order.ex:12', context)).toBe(
      line,
    );
  });

  it('examines a migration that it is asked about, as `/review` does', async () => {
    const path = 'priv/repo/migrations/20250102000000_drop.exs';
    const text =
      'defmodule Shop.Repo.Migrations.Drop do\n  use Ecto.Migration\n\n  def up do\n    execute "SELECT 1"\n  end\nend\n';
    const context = await contextOf({ ...shop, [path]: text });
    const changed = { paths: [], comparedWith: 'main' };
    const migrations = { kind: 'some', paths: [], reason: 'none changed', changed } as const;
    const unchanged = { ...context, facts: { ...context.facts, migrations } };
    expect(await answerTo(`/review ${path}`, unchanged)).toContain('migrations/missing-down');
    expect(await answerTo(`/explain ./${path}:4`, unchanged)).toContain('migrations/missing-down at');
    expect(await answerTo(`/explain @finding:migrations/missing-down:${path}:4`, unchanged)).toContain(
      'migrations/missing-down at',
    );
  });

  it('says where there is nothing', async () => {
    const context = await contextOf(shop);
    expect(await answerTo('/explain', context)).toContain('No file of the project is open');
    expect(await answerTo('/explain lib/shop/orders/order.ex:1', context)).toMatch(
      /no finding on .*has findings on line/,
    );
    expect(await answerTo('/explain types/money-as-flot', context)).toContain('Did you mean `types/money-as-float`?');
  });
});

describe('`/fix`', () => {
  it('makes the safe fixes as one change set, and writes nothing', async () => {
    const output = await run('/fix', await contextOf(shop));
    expect(output).toMatchObject({
      kind: 'changes',
      changes: { summary: expect.stringMatching(/^Fix 1 finding in 1 file/) as string },
    });
    const [file] = output.kind === 'changes' ? output.changes.files : [];
    const before = shop['lib/shop/orders/order.ex']!;
    expect(file).toEqual({
      path: 'lib/shop/orders/order.ex',
      before,
      after: before.replace(':password, :string', ':password, :string, sensitive?: true'),
    });
  });

  it('makes the suggestions of a rule when it is named, within a file', async () => {
    const files = {
      ...shop,
      'lib/other.ex': shop['lib/shop/orders/order.ex']!.replaceAll('Shop.Orders.Order', 'Shop.Other'),
    };
    const output = await run('/fix types/money-as-float lib/other.ex', await contextOf(files));
    expect(output.kind === 'changes' && output.changes.files.map(({ path }) => path)).toEqual(['lib/other.ex']);
    expect(output.kind === 'changes' && output.changes.files[0]?.after).toContain('attribute :price, :decimal');
  });

  it('takes a path with blanks in quotes, as the completion of mentions writes it', async () => {
    const path = 'lib/other shop/order.ex';
    const files = {
      ...shop,
      [path]: shop['lib/shop/orders/order.ex']!.replaceAll('Shop.Orders.Order', 'Shop.Other'),
    };
    for (const word of [`"${path}"`, `@file:"${path}"`]) {
      const output = await run(`/fix safe ${word}`, await contextOf(files));
      expect(output.kind === 'changes' && output.changes.files.map((file) => file.path)).toEqual([path]);
    }
  });

  it('says when there is nothing to fix, and what a word should have been', async () => {
    const context = await contextOf(shop);
    expect(await answerTo('/fix lib/shop/orders/line.ex', context)).toContain(
      'nothing to fix safely in `lib/shop/orders/line.ex`',
    );
    expect(await answerTo('/fix identities/missing-natural-key lib/shop/orders.ex', context)).toContain(
      'No finding of',
    );
    expect(await answerTo('/fix security/sensitive-not-makred', context)).toContain(
      'Did you mean `security/sensitive-not-marked`?',
    );
  });

  it('refuses when the text changed while the fixes were made', async () => {
    const context = await contextOf(shop);
    let reads = 0;
    const files = {
      ...context.files,
      read: async (path: string) => {
        const file = await context.files.read(path);
        if (file.kind !== 'text' || !path.endsWith('order.ex')) return file;
        return reads++ === 0 ? file : { ...file, text: `# typed\n${file.text}` };
      },
    };
    expect(await answerTo('/fix', { ...context, files })).toContain('changed while the fixes were made');
  });
});
