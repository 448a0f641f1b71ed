import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJsonSchema, type CheckJson } from '../../src/cli/reports/json.ts';
import { modelJsonSchema } from '../../src/cli/reports/model-schema.ts';
import { createFolder, mix, product, run, tag } from '../helpers/command.ts';
import { sarifSchema, violations } from '../helpers/schema.ts';

/** Findings, related places, a name that must be escaped in URIs, and a file that cannot be read. */
const shop = createFolder({
  'mix.exs': mix,
  'lib/shop/product.ex': product,
  'lib/shop/größe 100%.ex': tag.replaceAll('Tag', 'Size').replace(':label, :string', ':fee, :float'),
  'lib/shop/team.ex': `defmodule Shop.Team do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "teams"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  relationships do
    belongs_to :owner, Shop.Product
  end

  identities do
    identity :unique_name, [:owner_id, :name]
  end
end
`,
  'lib/shop/broken.ex': 'defmodule Shop.Broken do\n  use Ash.Resource\n\n  attributes do\n',
});

interface Sarif {
  readonly runs: readonly {
    readonly columnKind: string;
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
        };
      }[];
    }[];
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly unknown[] }[];
  }[];
}

const checkAs = async (format: string, cwd = shop): Promise<unknown> =>
  JSON.parse((await run(['check', '--format', format], { cwd })).stdout);

describe('JSON', () => {
  it('keeps to its schema, published and internal', async () => {
    const report = await checkAs('json');
    expect(violations('docs/schemas/check.schema.json', report)).toEqual([]);
    const { findings, checklist, problems, stats } = checkJsonSchema.parse(report);
    expect(stats).toMatchObject({ files: 5, resources: 3 });
    expect(problems).toEqual([
      { path: 'lib/shop/broken.ex', message: expect.stringContaining('syntax error') as string },
    ]);
    const boxes = checklist.flatMap(({ resource, items }) => items.map((item) => ({ resource, ...item })));
    const flagged = boxes.flatMap((box) => box.findings.map((index) => `${box.resource} ${findings[index]!.rule}`));
    expect(flagged).toContain('Shop.Product types/money-as-float');
    expect(flagged).toContain('Shop.Team identities/nullable-key');
    expect(new Set(boxes.flatMap((box) => box.findings)).size).toBe(findings.length);
  });
});

describe('the model', () => {
  it('keeps to its schema, published and internal', async () => {
    const { code, stdout, stderr } = await run(['model'], { cwd: shop });
    expect(code).toBe(0);
    const model: unknown = JSON.parse(stdout);
    expect(violations('docs/schemas/model.schema.json', model)).toEqual([]);
    modelJsonSchema.parse(model);
    expect(stdout).toContain('Shop.Product');
    expect(stderr).toBe('');
  });
});

describe('SARIF', () => {
  it('keeps to the schema of SARIF 2.1.0', async () => {
    const sarif = await checkAs('sarif');
    expect(violations(sarifSchema, sarif)).toEqual([]);
    const broken = { ...(sarif as object), version: '2.0.0' };
    expect(violations(sarifSchema, broken)).not.toEqual([]);
  });

  it('says the same as JSON', async () => {
    const [sarif, report] = [(await checkAs('sarif')) as Sarif, (await checkAs('json')) as CheckJson];
    const [only] = sarif.runs;
    const { results, tool, columnKind, invocations } = only!;
    expect(columnKind).toBe('utf16CodeUnits');
    const said = results.map(({ ruleId, ruleIndex, locations: [location] }) => {
      const { artifactLocation, region } = location!.physicalLocation;
      expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
      return [ruleId, decodeURIComponent(artifactLocation.uri), Object.values(region)];
    });
    const expected = report.findings.map(({ rule, path, range: { start, end } }) => [
      rule,
      path,
      [start.line, start.column, end.line, end.column],
    ]);
    expect(said).toEqual(expected);
    expect(invocations[0]!.toolExecutionNotifications).toHaveLength(report.problems.length);
  });
});

describe('GitHub annotations', () => {
  it('stand on one line each, escaped', async () => {
    const { stdout, code } = await run(['check', '--format', 'github'], { cwd: shop });
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) file=[^,:]+(,\w+=[^,:]+)*::.+$/);
    const place = 'file=lib/shop/größe 100%25.ex,line=11,endLine=11,col=21,endColumn=27';
    expect(stdout).toContain(`::warning ${place},title=types/money-as-float::A float cannot`);
    expect(stdout).toMatch(/::warning file=lib\/shop\/broken\.ex,line=\d+::The file has a syntax error/);
  });
});

describe('text', () => {
  it('shows the place, the line, a caret under it, why and how', async () => {
    const { stdout } = await run(['check', 'lib/shop/product.ex'], { cwd: shop });
    const excerpt = `  --> lib/shop/product.ex:11:23
11 |     attribute :price, :float
   |                       ^^^^^^
   = suggestion: Make \`price\` a \`:decimal\``;
    expect(stdout).toContain(excerpt);
    expect(stdout).toMatch(/^warning\[types\/money-as-float\]: A float cannot hold .* Use `:decimal`/);
    expect(stdout).toContain('= fix: Mark `password` as sensitive');
    expect(stdout).toContain('1 can be fixed safely with `--fix`.');
    expect(stdout).toMatch(/Problems\n {2}lib\/shop\/broken\.ex:\d+: The file has a syntax error/);
  });

  it('has colours only where someone looks or asks', async () => {
    const colors = async (env: Record<string, string>): Promise<boolean> =>
      (await run(['check', '--only', 'types'], { cwd: shop, env })).stdout.includes('\u001b[');
    expect(await colors({})).toBe(false);
    expect(await colors({ FORCE_COLOR: '1' })).toBe(true);
    expect(await colors({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });
});

describe('positions', () => {
  it('count UTF-16 units from 1, whatever the line breaks and the byte order mark, and end exclusively', async () => {
    const line = '    attribute :a, :string, description: "🎈é"; attribute :price, :float';
    const text = `\uFEFF${product.replace('    attribute :price, :float', line).replaceAll('\n', '\r\n')}`;
    const folder = createFolder({ 'mix.exs': mix, 'lib/product.ex': text });
    const { findings } = (await checkAs('json', folder)) as CheckJson;
    const float = findings.find(({ rule }) => rule === 'types/money-as-float')!;
    const column = line.indexOf(':float') + 1;
    expect(float.range).toEqual({ start: { line: 11, column }, end: { line: 11, column: column + ':float'.length } });
    expect(text.split('\r\n')[10]!.slice(column - 1, column - 1 + 6)).toBe(':float');
    const { stdout } = await run(['check', '--only', 'types'], { cwd: folder });
    expect(stdout).not.toContain('\r');
  });

  it('on the first line do not count the byte order mark', async () => {
    const text = '\uFEFFdefmodule A do use Ash.Resource; attributes do attribute :price, :float end end\n';
    const folder = createFolder({ 'mix.exs': mix });
    writeFileSync(join(folder, 'a.ex'), text);
    const { findings } = (await checkAs('json', folder)) as CheckJson;
    expect(findings[0]!.range.start).toEqual({ line: 1, column: text.indexOf(':float') });
  });
});
