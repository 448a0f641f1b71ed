import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJsonSchema, type CheckJson } from '../../src/cli/reports/json.ts';
import { createFolder, mix, run, writeFiles } from '../helpers/command.ts';
import { goldenSteps } from '../snapshots/plan/golden-steps.ts';
import { readFolder } from '../helpers/workspace.ts';
import { app, attributes } from '../snapshots/plan/plan-of.ts';

const project = (...lines: readonly string[]): Record<string, string> => ({
  'mix.exs': mix,
  ...app({ items: { body: attributes(...lines) } }),
});

/** A project that codegen was run on. */
async function generated(): Promise<string> {
  const root = createFolder(project('attribute :name, :string'));
  const made = createFolder({});
  await run(['plan', '--name', 'start', '--now', '20250101000000', '--out', made], { cwd: root });
  const files = Object.entries(readFolder(made)).map(([path, text]) => [`priv/${path}`, text]);
  writeFiles(root, Object.fromEntries(files) as Record<string, string>);
  return root;
}

async function driftJson(cwd: string, ...args: readonly string[]): Promise<CheckJson> {
  const { stdout, stderr } = await run(['drift', '--format', 'json', ...args], { cwd });
  if (stdout === '') throw new Error(stderr);
  return checkJsonSchema.parse(JSON.parse(stdout));
}

describe('drift', () => {
  it('finds nothing where all is generated', async () => {
    const root = await generated();
    const { code, stdout } = await run(['drift'], { cwd: root });
    expect(stdout).toMatch(/^Nothing found in 1 resource, /);
    expect(code).toBe(0);
  });

  it('tells differences on their line, with exit code 1 and without the checklist', async () => {
    const root = await generated();
    writeFiles(root, project('attribute :name, :string', 'attribute :size, :integer'));
    const { code, stdout } = await run(['drift'], { cwd: root });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^warning\[drift\/column\]: [^\n]*\n +--> lib\/items\.ex:13:/);
    expect(stdout).not.toContain('Checklist');
    const report = await driftJson(root);
    expect(report.findings).toMatchObject([{ rule: 'drift/column', area: 'drift', path: 'lib/items.ex' }]);
    expect(report.stats.snapshots).toBe(1);
  });

  it('keeps to the part that is asked for, and to the baseline', async () => {
    const root = await generated();
    writeFiles(root, project('attribute :label, :string'));
    expect((await driftJson(root)).findings.length).toBeGreaterThan(0);
    expect((await driftJson(root, join(root, 'lib/shop.ex'))).findings).toEqual([]);
    await run(['check', '--update-baseline'], { cwd: root });
    expect(await run(['drift'], { cwd: root })).toMatchObject({ code: 0 });
  });

  it('leaves out everything else', async () => {
    const root = await generated();
    writeFiles(root, project('attribute :name, :string', 'attribute :price, :float'));
    const rules = (await driftJson(root)).findings.map(({ rule }) => rule);
    expect(rules).toEqual(['drift/column']);
    const all = await run(['check', '--format', 'json'], { cwd: root });
    expect(all.stdout).toContain('types/money-as-float');
  });

  it('says where there is nothing to compare with', async () => {
    const root = createFolder(project('attribute :name, :string'));
    const { code, stderr, stdout } = await run(['drift'], { cwd: root });
    expect(stderr).toMatch(/^There are no resource snapshots in .*: nothing was compared\.$/m);
    expect(stdout).toContain('Nothing found');
    expect(code).toBe(0);
  });

  it.each(
    goldenSteps()
      .filter(({ id }) => /step-1$/.test(id))
      .map((step) => [step.id, step] as const),
  )('finds nothing after codegen: %s', async (_, { sources, after }) => {
    const { findings, stats } = await driftJson(createFolder({ 'mix.exs': mix, ...sources, ...after }));
    expect(findings).toEqual([]);
    expect(stats.snapshots).toBeGreaterThan(0);
  });
});
