import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startMessagesFake } from '../helpers/messages-fake.ts';
import { readFolder } from '../helpers/workspace.ts';
import { evals } from './evals.ts';
import { judge } from './harness/judge.ts';
import { loadTasks, type LoadedTask } from './harness/load-tasks.ts';
import { matches } from './harness/matches.ts';
import { playMistake, playScript, say } from './harness/scripted.ts';
import { checkNames } from './harness/task.ts';
import { taskTable } from './harness/task-table.ts';
import { unknownWords } from './harness/unknown-words.ts';
import { decide } from './harness/user.ts';
import { readState } from './harness/project-state.ts';
import { defaultConfig } from '../../src/checklist/config.ts';
import { splitHunks } from '../../src/architect/edits/hunks.ts';

const tasks = await loadTasks();

function taskNamed(id: string): LoadedTask {
  const found = tasks.find((task) => task.id === id);
  if (found === undefined) throw new Error(`There is no task ${id}.`);
  return found;
}

const naturalKey = taskNamed('identities/natural-key');

describe('the tasks', () => {
  it('are at least thirty, and in the documentation', () => {
    expect(tasks.length).toBeGreaterThanOrEqual(30);
    expect(readFileSync('docs/evals.md', 'utf8'), 'paste `npm run evals -- --list`').toContain(taskTable(tasks));
  });

  it('have a mistake of their own each', () => {
    expect(tasks.filter(({ mistakes = [] }) => mistakes.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('make every check fail somewhere, but for that of secrets, which is tested below', () => {
    const failing = new Set(tasks.flatMap(({ mistakes = [] }) => mistakes.flatMap(({ fails }) => fails)));
    expect(checkNames.filter((name) => !failing.has(name))).toEqual(['secrets']);
  });

  it('stand on a project without findings', async () => {
    const texts = new Map(Object.entries(readFolder('test/evals/projects/lodge')));
    const { report } = await readState(texts, { ...defaultConfig, preset: 'strict' }, { kind: 'all' });
    expect(report.findings.filter(({ area }) => area !== 'drift')).toEqual([]);
    expect(report.problems).toEqual([]);
  });
});

describe('a script', () => {
  it('deviates where the engine refuses what it should not, or is asked for less than was written', async () => {
    const { deviations } = await playScript(naturalKey, {
      replies: [
        { content: [{ type: 'tool_use', name: 'read', input: { path: 'lib/nowhere.ex' } }] },
        say('There is no such file.'),
        say('Nobody asks for this.'),
      ],
      refusals: [{ tool: 'edit', because: 'it is a snapshot' }],
    });
    expect(deviations).toHaveLength(3);
    expect(deviations.join('\n')).toMatch(
      /1 replies were not asked for\n.*edit was not refused.*\nread failed: There is/,
    );
  });

  it('deviates where replies are missing', async () => {
    const { deviations } = await playScript(naturalKey, {
      replies: naturalKey.solution.replies.slice(0, 1),
    });
    expect(deviations[0]).toContain('the script is empty');
  });

  it('deviates where the task itself is worthless', async () => {
    const slugs = naturalKey.expects.facts ?? [];
    const [slug = { domain: '', lists: '' }] = slugs;
    const domain = { domain: 'Lodge.Stays', lists: 'Lodge.Stays.House' };
    const gone = [{ rule: 'types/money-as-float', path: 'lib/lodge/stays/house.ex' }];
    const expects = { gone, facts: [domain], keeps: [slug], touches: [] };
    const { deviations } = await playScript({ ...naturalKey, expects }, { replies: [say('Yes.')] });
    expect(deviations.map((text) => text.slice(0, 50))).toEqual([
      'at first, types/money-as-float is not found in lib',
      'so at first: Lodge.Stays lists Lodge.Stays.House',
      'not so at first: Lodge.Stays.House: one of its ide',
    ]);
  });

  it('is no control when it solves the task', async () => {
    const control = await playMistake(naturalKey, { ...naturalKey.solution, name: 'is right', fails: ['facts'] });
    expect(control).toEqual({ name: 'is right', isCaught: false, says: ['the check facts let it pass'] });
  });
});

describe('a verdict', () => {
  it('sees what was sent to a model', async () => {
    const { run } = await playScript(naturalKey, naturalKey.solution);
    const secret = { ...naturalKey, expects: { ...naturalKey.expects, secrets: ['Lodge.Stays.House'] } };
    const { passed, checks } = await judge(secret, run);
    expect(passed).toBe(false);
    expect(checks.filter(({ says }) => says.length > 0)).toEqual([
      { name: 'secrets', says: ['Lodg… was sent to the model'] },
    ]);
  });

  it('lets nobody touch snapshots and applied migrations, whatever a task allows', async () => {
    const { run } = await playScript(naturalKey, naturalKey.solution);
    const paths = [
      'priv/repo/migrations/20260105080000_create_houses_and_rooms.exs',
      'priv/resource_snapshots/repo/houses/20260105080000.json',
    ];
    const texts = new Map([...run.after.texts, ...paths.map((path) => [path, ''] as const)]);
    const forged = { ...run, after: { ...run.after, texts } };
    const generous = { ...naturalKey, expects: { ...naturalKey.expects, touches: ['lib/', 'priv/'] } };
    const { checks } = await judge(generous, forged);
    expect(checks.find(({ name }) => name === 'files')?.says).toEqual(paths.map((path) => `${path} was changed`));
  });

  it('knows the words of the DSL, and no others', async () => {
    const code = `defmodule Shop.Item do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    fast? true

    references do
      reference :shelf, on_remove: :delete
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, public?: true, unique?: true
    timestamps()
  end

  actions do
    defaults [:read]

    read :called do
      filter name: "x"
    end

    create :make do
      accept [:name]
      set_attribute :name, "x"
    end
  end
end
`;
    const { resources } = await readState(new Map([['lib/item.ex', code]]), defaultConfig, { kind: 'all' });
    expect(unknownWords(resources)).toEqual([
      'Shop.Item postgres.fast?',
      'Shop.Item postgres.references.reference.on_remove',
      'Shop.Item attributes.attribute.unique?',
      'Shop.Item actions.create.set_attribute',
    ]);
  });
});

describe('a pattern', () => {
  it('fits a part of a value', () => {
    const value = { name: 'unique_slug', keys: ['a', 'b'], list: [{ x: 1, y: 2 }, { x: 3 }], nothing: null };
    expect(matches(value, { keys: ['b', 'a'], list: [{ x: 3 }], nothing: null, name: /slug$/ })).toBe(true);
    expect(matches(value, { keys: ['a'] })).toBe(false);
    expect(matches(value, { list: [{ x: 2 }] })).toBe(false);
    expect(matches(value, { missing: false })).toBe(false);
    expect(matches(undefined, {})).toBe(false);
  });
});

describe('the user of a task', () => {
  const before = 'one\ntwo\nthree\nfour\n';
  const changes = {
    summary: 'Changes.',
    files: [
      { path: 'a.ex', before, after: 'ONE\ntwo\nthree\nFOUR\n' },
      { path: 'b.ex', before: undefined, after: 'new\n' },
    ],
  };
  const hunks = splitHunks(changes);
  const textOf = (path: string): string | undefined => (path === 'a.ex' ? before : undefined);

  it('refuses the parts that they do not want', () => {
    const user = { kind: 'refuses-parts', adding: 'FOUR', reason: 'Not four.' } as const;
    const kept = hunks.filter(({ added }) => !added.includes('FOUR')).map(({ id }) => id);
    expect(kept).toHaveLength(2);
    expect(decide(user, hunks, textOf)).toEqual({ kind: 'accept', hunks: kept, edited: [], reason: 'Not four.' });
    expect(decide({ ...user, adding: '' }, hunks, textOf)).toEqual({ kind: 'refuse', reason: 'Not four.' });
  });

  it('writes into the proposal as it would be', () => {
    expect(decide({ kind: 'edits', old: 'FOUR', new: 'five' }, hunks, textOf)).toEqual({
      kind: 'accept',
      hunks: 'all',
      edited: [{ path: 'a.ex', before, after: 'ONE\ntwo\nthree\nfive\n' }],
    });
    expect(decide({ kind: 'edits', old: /^new$/m, new: 'newer' }, hunks, textOf)).toMatchObject({
      edited: [{ path: 'b.ex', before: undefined, after: 'newer\n' }],
    });
  });
});

describe('the command', () => {
  async function run(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number; text: string; files: Record<string, string> }> {
    const lines: string[] = [];
    const files: Record<string, string> = {};
    const output = {
      write: (text: string) => void lines.push(text),
      save: (path: string, text: string) => void (files[path] = text),
    };
    return { code: await evals(args, env, output), text: lines.join('\n'), files };
  }

  it('plays scripts without a key', async () => {
    const { code, text, files } = await run(['--task', 'types/money', '--json', 'out.json']);
    expect(code).toBe(0);
    expect(text).toContain('✓ types/money  1/1  2/2 mistakes caught');
    expect(JSON.parse(files['out.json']!)).toMatchObject({
      model: null,
      summary: { tasks: 1, passAt1: 1, controls: 2, caught: 2 },
    });
  });

  it('says what is wrong with a call', async () => {
    expect(await run(['--task', 'types/nothing'])).toMatchObject({ code: 2 });
    expect(await run(['--runs', '0', '--model', 'x'])).toMatchObject({ code: 2 });
    expect(await run(['--runs', '2'])).toMatchObject({ code: 2 });
    expect((await run(['--unknown'])).text).toContain('npm run evals -- --model ID');
    const { code, text } = await run(['--model', 'claude-fake-1'], { ANTHROPIC_API_KEY: ' ' });
    expect(code).toBe(2);
    expect(text).toContain('set ANTHROPIC_API_KEY');
  });

  it('gives the same tasks to a model, and tells what one try and all are worth', async () => {
    const key = 'sk-ant-test-0123456789abcdef';
    const fake = await startMessagesFake({ key });
    try {
      fake.script(
        ...naturalKey.solution.replies,
        say('Shall I?'),
        say('I said that I am done.'),
        ...taskNamed('types/money').solution.replies,
        ...taskNamed('types/money').solution.replies,
      );
      const args = ['--model', 'claude-fake-1', '--runs', '2', '--endpoint', fake.url, '--json', 'out.json'];
      const { code, text, files } = await run([...args, '--task', naturalKey.id, '--task', 'types/money'], {
        ANTHROPIC_API_KEY: key,
      });
      expect(fake.refused).toEqual([]);
      expect(fake.remaining()).toBe(0);
      expect(code).toBe(1);
      expect(text).toContain('✗ identities/natural-key  1/2');
      expect(text).toContain('run 2: findings-gone: identities/missing-natural-key is still found');
      expect(text).toContain('2 tasks, 2 runs each: pass@1 75 %, pass^2 50 %');
      expect(JSON.parse(files['out.json']!)).toMatchObject({ summary: { passAt1: 0.75, passAll: 0.5 } });
      expect(text + files['out.json']!).not.toContain(key);
      expect(JSON.stringify(fake.requests.map(({ body }) => body))).toContain('Take what you recommend');
    } finally {
      await fake.close();
    }
  });

  it('says what a model is called, and that a key is not taken', async () => {
    const fake = await startMessagesFake({ key: 'sk-right' });
    try {
      const args = ['--model', 'claude-other', '--endpoint', fake.url];
      const unknown = await run(args, { ANTHROPIC_API_KEY: 'sk-right' });
      expect(unknown.code).toBe(2);
      expect(unknown.text).toContain('It has: claude-fake-1.');
      const refused = await run(args, { ANTHROPIC_API_KEY: 'sk-wrong' });
      expect(refused.code).toBe(2);
      expect(refused.text).toMatch(/key/i);
      expect(fake.requests.every(({ path }) => path === '/v1/models')).toBe(true);
    } finally {
      await fake.close();
    }
  });
});
