import { describe, expect, it } from 'vitest';
import type { CheckRequest, ReportedFinding } from '../../src/analysis/port.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { configSchema } from '../../src/checklist/config.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { migration, product } from '../helpers/command.ts';
import { wholeRequest } from '../helpers/request.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const float = 'types/money-as-float';
const secret = 'security/sensitive-not-marked';

async function check(text: string, request: Partial<CheckRequest> = {}, path = 'a.ex'): Promise<string[]> {
  const service = new AnalysisService(await createWorkspace({ [path]: text }), rules);
  const { findings } = await service.check({ ...wholeRequest, ...request });
  return findings.map(print);
}

const print = ({ rule, range }: ReportedFinding): string => `${range.start.line} ${rule}`;
const above = (comment: string): string =>
  product.replace('    attribute :price', `    ${comment}\n    attribute :price`);

describe('`disable-next-line`', () => {
  it.each([
    `# ash-architect: disable-next-line ${float} -- only shown`,
    `# ash-architect: disable-next-line ${float}`,
    `#ash-architect: disable-next-line  ${float}  --`,
    `# ash-architect: disable-next-line ${float}, ${secret} -- both`,
    `# ash-architect: disable-next-line ${float} -- reason\n    # More words, before the code.`,
  ])('%s', async (comment) => {
    const left = await check(above(comment));
    expect(left.map((finding) => finding.split(' ')[1])).toEqual([secret]);
  });

  it('works with Windows line breaks', async () => {
    const text = above(`# ash-architect: disable-next-line ${float} -- only shown`).replaceAll('\n', '\r\n');
    expect(await check(text)).toEqual([`13 ${secret}`]);
  });

  it('covers its own line only, and several may stand above one', async () => {
    const two = `# ash-architect: disable-next-line ${float} -- a\n    # ash-architect: disable-next-line ${secret} -- b`;
    const line = '    attribute :password, :string\n';
    const text = above(two).replace(line, '').replace(':price, :float', ':price, :float; attribute :password, :string');
    expect(await check(text)).toEqual([]);
    const apart = above(`# ash-architect: disable-next-line ${secret} -- too far away`);
    expect(await check(apart)).toEqual(['11 suppressions/unused', `12 ${float}`, `13 ${secret}`]);
  });

  it('works in migrations', async () => {
    const path = 'priv/repo/migrations/20250101000000_create.exs';
    const text = migration('Create', 'tags');
    expect(await check(text, {}, path)).toEqual(['10 migrations/empty-down']);
    const comment = '  # ash-architect: disable-next-line migrations/empty-down -- kept on purpose\n  def down';
    expect(await check(text.replace('  def down', comment), {}, path)).toEqual([]);
    const change = 'defmodule A do\n  use Ecto.Migration\n\n  def change do\n    execute "DROP TYPE a"\n  end\nend\n';
    const rule = 'migrations/irreversible-change';
    expect(await check(change, {}, path)).toEqual([`5 ${rule}`]);
    const suppressed = change.replace(
      '    execute',
      `    # ash-architect: disable-next-line ${rule} -- known\n    execute`,
    );
    expect(await check(suppressed, {}, path)).toEqual([]);
  });
});

describe('`disable-file`', () => {
  it('covers the file, wherever it stands', async () => {
    expect(await check(`# ash-architect: disable-file ${float}, ${secret} -- generated\n${product}`)).toEqual([]);
    expect(await check(`${product}\n# ash-architect: disable-file ${secret} -- generated\n`)).toEqual([`11 ${float}`]);
  });
});

describe('a suppression that suppresses nothing', () => {
  it('is reported as unused', async () => {
    const text = `# ash-architect: disable-file types/frozen-default -- gone\n${product}`;
    expect(await check(text)).toEqual(['1 suppressions/unused', `12 ${float}`, `13 ${secret}`]);
  });

  it('is not called unused when its rule did not run, or its file is broken', async () => {
    const text = `# ash-architect: disable-file types/frozen-default -- gone\n${product}`;
    const unused = async (request: Partial<CheckRequest>, code = text): Promise<string[]> =>
      (await check(code, request)).filter((finding) => finding.includes('suppressions/'));
    expect(await unused({ only: ['security'] })).toEqual([]);
    expect(await unused({ config: configSchema.parse({ rules: { 'types/*': 'off' } }) })).toEqual([]);
    expect(await unused({ scope: ['other'] })).toEqual([]);
    expect(await unused({}, `${text}(`)).toEqual([]);
    expect(await unused({}, `# ash-architect: disable everything\n${product}(`)).toEqual([]);
  });

  it.each([
    ['# ash-architect: disable everything', /Write `# ash-architect: disable-next-line RULE -- reason`/],
    ['# ash-architect: disable-next-line', /Write `# ash-architect: disable-next-line RULE -- reason`/],
    [
      `# ash-architect: disable-next-line ${float} because`,
      /Write `# ash-architect: disable-next-line RULE -- reason`/,
    ],
    ['# ash-architect: disable-next-line types/money-as-flot -- x', /There is no rule `types\/money-as-flot`/],
  ])('is told what is wrong with it: %s', async (comment, message) => {
    const service = new AnalysisService(await createWorkspace({ 'a.ex': above(comment) }), rules);
    const { findings } = await service.check(wholeRequest);
    expect(findings.map(print)).toEqual(['11 suppressions/invalid', `12 ${float}`, `13 ${secret}`]);
    expect(findings[0]!.message).toMatch(message);
  });

  it('is no comment when it stands in a string', async () => {
    const text = product.replace('  attributes do', `  @doc "# ash-architect: disable-file ${float}"\n  attributes do`);
    expect(await check(text)).toEqual([`12 ${float}`, `13 ${secret}`]);
  });
});
