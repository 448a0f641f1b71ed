import { describe, expect, it } from 'vitest';
import { planDocument, type PlanDocument } from '../../src/analysis/plan-document.ts';
import type { PlanReport } from '../../src/analysis/plan-report.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { printAnswer } from '../../src/analysis/codegen-inputs.ts';
import { proposeMigrationName } from '../../src/analysis/propose-migration-name.ts';
import { createWorkspace } from '../helpers/workspace.ts';
import { goldenSteps, type Files } from '../snapshots/plan/golden-steps.ts';
import { app } from '../snapshots/plan/plan-of.ts';

async function planFor(files: Files, answers = '', name = 'change'): Promise<PlanReport> {
  const service = new AnalysisService(await createWorkspace(files), new Map());
  return service.plan({ wrappers: [], name, now: '20250101000000', answers, decisions: [], functions: undefined });
}

/** What codegen leaves behind for a project, with `priv` as it is then. */
async function generated(files: Files): Promise<Files> {
  const { files: written } = await planFor(files);
  return Object.fromEntries(written.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text]])));
}

const items = (body: string): Files =>
  app({ items: { body: `  attributes do\n    uuid_primary_key :id\n${body}\n  end` } });
const context = { hasSnapshots: true };

/** The words that are linked, with what their lines come from. */
function links({ text, places }: PlanDocument): string[] {
  const lines = text.split('\n');
  return places.flatMap(({ line, start, end, cause }) =>
    cause === undefined ? [] : [`${line} ${lines[line - 1]?.slice(start, end) ?? ''} < ${cause.path}:${cause.line}`],
  );
}

describe('the document of a plan', () => {
  it('links the lines of a migration to those that ask for them', async () => {
    const priv = await generated(items(''));
    const report = await planFor({ ...items('    attribute :name, :string, allow_nil?: false'), ...priv });
    const elixir = planDocument(report, 'elixir', context);
    expect(links(elixir)).toEqual([
      '15 :items < lib/items.ex:12',
      '16 :name < lib/items.ex:12',
      '21 :items < lib/items.ex:12',
      '22 :name < lib/items.ex:12',
    ]);
    expect(elixir.text.split('\n')[15]).toBe('      add :name, :text, null: false');
    expect(elixir.places.filter(({ isHeavy }) => isHeavy).map(({ line }) => line)).toEqual([16]);
    const sql = planDocument(report, 'sql', context);
    expect(links(sql)).toEqual(['5 lib/items.ex:12 < lib/items.ex:12']);
    expect(sql.text).toContain('-- access exclusive lock; reads every row\n');
  });

  it('begins with questions and their answers', async () => {
    const files = {
      ...items('    attribute :label, :string'),
      ...(await generated(items('    attribute :name, :string'))),
    };
    const prompt = 'Are you renaming items.name to items.label?';
    const open = planDocument(await planFor(files), 'elixir', context);
    expect(open.text).toContain(`# Questions\n#   ${prompt}\n#     → not answered\n`);
    const answered = planDocument(await planFor(files, printAnswer(prompt, 'y')), 'elixir', context);
    expect(answered.text).toContain(`#   ${prompt}\n#     → y\n`);
    expect(answered.text).toContain('rename table(:items), :name, to: :label');
  });

  it('breaks long sentences, and links what is foretold', async () => {
    const files = { ...items(''), ...(await generated(items('    attribute :name, :string, allow_nil?: false'))) };
    const { text, places } = planDocument(await planFor(files), 'elixir', context);
    const [line] = places.map(({ line: at }) => text.split('\n')[at - 1]);
    expect(line).toMatch(/^# {3}warning\[generator\/removed-column\] lib\/items\.ex:5$/);
    expect(text.split('\n').filter((each) => each.startsWith('#') && each.length > 80)).toEqual([]);
  });

  it('says why there is nothing to show', async () => {
    const first = (text: PlanDocument): string => text.text.split('\n')[0] ?? '';
    const none = { hasSnapshots: false };
    const nothing = await planFor({ ...items(''), ...(await generated(items(''))) });
    expect(first(planDocument(nothing, 'sql', context))).toBe('-- Codegen would write no migration.');
    const opaque = [{ path: 'lib/items.ex', line: 1, reason: 'It is not known.' }];
    expect(first(planDocument({ ...nothing, opaque }, 'sql', context))).toBe(
      '-- As far as it is known, codegen would write no migration.',
    );
    expect(planDocument(await planFor({}), 'elixir', none).text).toContain(
      'no resource was found that\n# AshPostgres keeps in a table.',
    );
    expect(planDocument(await planFor(items('')), 'elixir', none).text).toContain(
      '# This project has no resource snapshots yet: `mix ash.codegen change` would\n# make every table anew.\n',
    );
  });
});

describe('the places of a migration', () => {
  it.each(goldenSteps().map((step) => [step.id, step] as const))('are all found in %s', async (_, step) => {
    const report = await planFor({ ...step.sources, ...step.before }, step.answers, step.name);
    for (const { up, down, elixir, sql, places } of report.migrations) {
      const expected = [...up, ...down].flatMap((operation) => [
        operation,
        ...(operation.kind === 'create-table'
          ? operation.columns
          : operation.kind === 'alter-table'
            ? operation.changes
            : []),
      ]);
      const withCause = expected.filter(({ cause }) => cause !== undefined);
      expect(places.elixir.filter(({ cause }) => cause !== undefined)).toHaveLength(withCause.length);
      const lines = elixir.split('\n');
      for (const { line } of places.elixir)
        expect(lines[line - 1]).toMatch(/^ +(add|modify|remove|rename|create|drop|alter|execute|raise|[a-z_]+\()/);
      const statements = sql.split('\n');
      for (const { line, cause } of places.sql)
        if (cause !== undefined) expect(statements[line - 1]).toBe(`-- ${cause.path}:${cause.line}`);
    }
  });
});

describe('the proposed name', () => {
  const from = '    attribute :name, :string';
  it.each([
    ['add_size_to_items', `${from}\n    attribute :size, :string`],
    ['add_kind_and_size_to_items', `${from}\n    attribute :kind, :string\n    attribute :size, :string`],
    ['change_name_of_items', `${from}, allow_nil?: false`],
    ['remove_name_from_items', ''],
    ['add_label_to_items_and_remove_name_from_items', '    attribute :label, :string'],
    ['update_items', Array.from({ length: 9 }, (__, index) => `    attribute :field_${index}, :string`).join('\n')],
  ])('is %s', async (expected, body) => {
    expect(proposeMigrationName(await planFor({ ...items(body), ...(await generated(items(from))) }))).toBe(expected);
  });

  it('is taken over by the plan where that is wished', async () => {
    const service = new AnalysisService(await createWorkspace(items(from)), new Map());
    const request = {
      wrappers: [],
      name: 'change',
      now: '20250101000000',
      answers: '',
      decisions: [],
      functions: undefined,
    };
    const { name, migrations } = await service.plan({ ...request, proposesName: true });
    expect([name, migrations[0]?.path]).toEqual([
      'create_items',
      'priv/repo/migrations/20250101000000_create_items.exs',
    ]);
    expect((await service.plan(request)).name).toBe('change');
  });

  it('tells tables that are made, and a rename', async () => {
    expect(proposeMigrationName(await planFor(items(from)))).toBe('create_items');
    const renamed = { ...items('    attribute :label, :string'), ...(await generated(items(from))) };
    const answer = printAnswer('Are you renaming items.name to items.label?', 'y');
    expect(proposeMigrationName(await planFor(renamed, answer))).toBe('rename_name_to_label_in_items');
  });
});
