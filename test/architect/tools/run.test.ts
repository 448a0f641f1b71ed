import { describe, expect, it } from 'vitest';
import type { Command, RunResult } from '../../../src/architect/ports.ts';
import type { CommandOrRefusal } from '../../../src/architect/tool.ts';
import { printRun } from '../../../src/architect/tools/print-run.ts';
import { run } from '../../../src/architect/tools/run.ts';
import { plainContext } from './context.ts';

function commandFor(program: string, args: readonly string[]): Promise<CommandOrRefusal> {
  if (run.risk !== 'run') throw new Error('not a tool that runs');
  return run.command(run.input.parse({ program, args }), plainContext({}));
}

describe('allowed is', () => {
  it.each([
    ...['format --check-formatted', 'format --check-formatted lib/a.ex', 'compile', 'compile --warnings-as-errors'],
    ...['ash.codegen add_identity --dry-run', 'ash.codegen --dry-run add_identity', 'ash.codegen --check'],
    ...['ash_postgres.generate_migrations --dry-run', 'ash_postgres.generate_migrations --check'],
    ...['ash_postgres.generate_migrations a_b --dry-run', 'test', 'test test/a_test.exs', 'test test/a_test.exs:12'],
    ...['test apps/a/test test/b_test.exs:1:20 --failed', 'test --max-failures 1 --seed 0', 'deps.get'],
    ...['ecto.migrate', 'ecto.migrate --step 1', 'ecto.rollback --to 20260101000000', 'ecto.migrations'],
  ])('mix %s', async (line) => {
    const args = line.split(' ');
    expect(await commandFor('mix', args)).toMatchObject({ ok: true, command: { program: 'mix', args, folder: '' } });
  });
});

describe('refused, with the list, is', () => {
  it.each([
    ...['', 'do', 'do compile + ecto.drop', 'do compile, ecto.drop', 'compile, ecto.drop', 'compile + ecto.drop'],
    ...['ecto.drop', 'ecto.reset', 'ecto.create', 'ecto.migrate --all', 'ecto.migrate -r Repo', 'ecto.rollback --all'],
    ...[
      'ecto.rollback --to 1',
      'ecto.rollback --step 0',
      'ecto.migrate --migrations-path /tmp',
      'ecto.migrations -r X',
    ],
    ...[
      'run',
      'run -e 1',
      'eval 1',
      'test --eval 1',
      'test -e 1',
      'test -r x.exs',
      'test --require x.exs',
      'compile -e 1',
    ],
    ...[
      'test lib/a.ex',
      'test priv/seeds.exs',
      'test ../x/test/a_test.exs',
      'test /tmp/test/a_test.exs',
      'test test/*',
    ],
    ...[
      'test test/a_test.exs,b',
      'test test/seeds.exs',
      'test --cover --only x',
      'test test/{a,b}_test.exs',
      'test --seed',
    ],
    ...['format', 'format lib/a.ex', 'format --check-formatted --dot-formatter x.exs', 'format --check-formatted *.ex'],
    ...[
      'format --check-formatted ../a.ex',
      'format --check-formatted --no-exit lib/a.ex',
      'format --check-formatted .env',
    ],
    ...[
      'ash.codegen',
      'ash.codegen name',
      'ash.codegen --dev',
      'ash.codegen Name --dry-run',
      'ash.codegen a b --dry-run',
    ],
    ...[
      'ash.codegen --dry-run',
      'ash.codegen --dry-run --check',
      'ash.codegen -r --dry-run',
      'ash.codegen ../a --dry-run',
    ],
    ...[
      'deps.get --only prod',
      'deps.get x',
      'deps.update --all',
      'hex.publish',
      'archive.install x',
      'local.hex',
      'cmd ls',
    ],
    ...['phx.server', 'compile --force --force', 'compile --profile time', 'COMPILE', 'compile\nrun'],
    ...[
      'ash_postgres.generate_migrations',
      'ash_postgres.generate_migrations --snapshots-only',
      'ash.reset',
      'ash.setup',
    ],
  ])('mix %s', async (line) => {
    const verdict = await commandFor('mix', line === '' ? [] : line.split(' '));
    expect(verdict.ok ? verdict.command : verdict.reason).toContain('- mix format --check-formatted');
  });

  it.each(['sh', 'bash', 'elixir', 'iex', './mix', '/usr/bin/mix', 'mix ', 'MIX_ENV=prod mix', 'env', 'git', 'MIX'])(
    'the program %s',
    async (program) => {
      expect(await commandFor(program, ['compile'])).toMatchObject({ ok: false });
    },
  );

  it('shown without what could mislead', async () => {
    const verdict = await commandFor('mix', ['\u202e`rm`\u001b[31m']);
    expect(verdict.ok ? '' : verdict.reason).toMatch(/^`mix \?\?rm\?\?\[31m` is not run here\./);
  });
});

describe('what is told of a run', () => {
  const command: Command = { program: 'mix', args: ['compile'], folder: '', timeLimit: 60_000 };
  const told = (result: RunResult): ReturnType<typeof printRun> => printRun(command, result, plainContext({}));

  it('is its output as data, with how it ended', () => {
    expect(told({ kind: 'ended', code: 1, output: '\u001b[31mfailed\u001b[0m\n', isCut: true })).toEqual({
      isError: true,
      text: '<data-id-1 from="output of mix compile">\nfailed\n</data-id-1>\n(Left out: 2 terminal escapes.)\n`mix compile` ended with code 1. The middle of its output is left out.',
    });
    expect(told({ kind: 'ended', code: 0, output: '', isCut: false })).toEqual({
      isError: false,
      text: '`mix compile` ended with code 0. It printed nothing.',
    });
  });

  it('is why it did not run or did not end', () => {
    expect(told({ kind: 'not-found' }).text).toContain('Elixir is not installed here');
    expect(told({ kind: 'refused', reason: 'production.' }).text).toBe('`mix compile` was not run: production.');
    expect(told({ kind: 'timed-out', output: '' }).text).toContain('after 60 seconds');
    expect(told({ kind: 'stopped', output: 'half' }).text).toContain('stopped by the user');
  });
});
