import { describe, expect, it } from 'vitest';
import { textHash, type MigrationEvidence } from '../../src/base/evidence.ts';
import { checkJsonSchema } from '../../src/cli/reports/json.ts';
import { createFolder, mix, run, writeFiles } from '../helpers/command.ts';

const path = 'priv/repo/migrations/20250101000000_search.exs';

const migration = `defmodule Shop.Repo.Migrations.Search do
  use Ecto.Migration

  def change do
    execute("SELECT make_search()", "SELECT unmake_search()")
  end
end
`;

const refuted: MigrationEvidence = {
  kind: 'migration',
  path,
  textHash: textHash(migration),
  engine: { name: 'PGlite', version: '18.6' },
  verdict: 'refuted',
  reason: undefined,
  faults: [{ line: 5, direction: 'down', message: 'After a rollback the function `search` is still there.' }],
  rowFaults: [],
};

function shopWith(evidence: unknown, text = migration): string {
  return createFolder({ 'mix.exs': mix, [path]: text, 'proof.json': JSON.stringify(evidence) });
}

const rulesIn = (stdout: string): string[] =>
  checkJsonSchema.parse(JSON.parse(stdout)).findings.map(({ rule, range }) => `${rule} ${range.start.line}`);

const args = ['check', '--migrations', 'all', '--format', 'json', '--evidence', 'proof.json'];

describe('--evidence', () => {
  it.each([
    ['a list', [refuted]],
    ['a report', { version: 1, migrations: [], evidence: [refuted] }],
  ])('takes %s', async (_, evidence) => {
    const { code, stdout, stderr } = await run(args, { cwd: shopWith(evidence) });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(rulesIn(stdout)).toEqual(['migrations/refuted 5']);
  });

  it('says of evidence about another text that it does not count', async () => {
    const { code, stdout, stderr } = await run(args, { cwd: shopWith([refuted], `${migration}\n`) });
    expect(code).toBe(0);
    expect(rulesIn(stdout)).toEqual([]);
    expect(stderr).toBe(`The evidence of \`${path}\` is about another text and does not count. Run it again.\n`);
  });

  it('may be given several times, and the last counts', async () => {
    const shop = shopWith([refuted]);
    writeFiles(shop, { 'later.json': JSON.stringify([{ ...refuted, verdict: 'proven', faults: [] }]) });
    expect(rulesIn((await run([...args, '--evidence', 'later.json'], { cwd: shop })).stdout)).toEqual([]);
  });

  it.each([
    ['{', /`proof.json` is no JSON/],
    ['{"version":1,"migrations":[]}', /`proof.json` holds no evidence. Give a report of `ash-architect prove/],
    ['[{"kind":"rumour"}]', /`proof.json` is no evidence that can be used: .*\(0\.kind\)/],
    ['{"evidence":{}}', /`proof.json` is no evidence that can be used: .*\(evidence\)/],
    [undefined, /There is no evidence `proof.json`. `ash-architect prove --format json` and/],
  ])('ends with 2 on %s', async (text, message) => {
    const shop = createFolder({ 'mix.exs': mix, [path]: migration });
    if (text !== undefined) writeFiles(shop, { 'proof.json': text });
    const outcome = await run(args, { cwd: shop });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
  });
});
