import { createAnthropicProvider } from '../../../src/architect/providers/anthropic.ts';
import type { FakeBlock, FakeReply } from '../../helpers/messages-fake-events.ts';
import { startMessagesFake } from '../../helpers/messages-fake.ts';
import { judge, type Judgement } from './judge.ts';
import type { LoadedTask } from './load-tasks.ts';
import { runTask, type Run } from './run-task.ts';
import { mistakesInTask } from './task-start.ts';
import type { CheckName, Mistake, Refusal, Script } from './task.ts';

export interface Played {
  readonly run: Run;
  readonly judgement: Judgement;
  /** What is wrong with the task, or went differently from its script: replies that nobody asked for, and the like. */
  readonly deviations: readonly string[];
}

/** Plays a model's part, over HTTP, against the strict fake of the API. */
export async function playScript(task: LoadedTask, { replies, refusals = [] }: Script): Promise<Played> {
  const fake = await startMessagesFake();
  try {
    const provider = createAnthropicProvider({ apiKey: () => Promise.resolve('sk-scripted'), baseUrl: fake.url });
    const [model] = await provider.models(new AbortController().signal);
    if (model === undefined) throw new Error('The fake has no model.');
    fake.script(...replies);
    const run = await runTask(task, { provider, model });
    const left = fake.remaining();
    const deviations = [
      ...mistakesInTask(task, run),
      ...fake.refused.map((reason) => `the API refused: ${reason}`),
      ...(left === 0 ? [] : [`${left} replies were not asked for`]),
      ...refusals.flatMap((refusal) => deviationFrom(refusal, run)),
      ...unforeseen(refusals, run),
    ];
    return { run, judgement: await judge(task, run), deviations };
  } finally {
    await fake.close();
  }
}

function deviationFrom({ tool, because }: Refusal, { calls }: Run): string[] {
  const answers = calls.filter(({ call }) => call.tool === tool).map(({ result }) => result);
  if (answers.some((result) => result?.isError === true && result.text.includes(because))) return [];
  const said = answers.map((result) => result?.text.slice(0, 300) ?? 'nothing').join(' | ');
  return [`${tool} was not refused because “${because}”; it said: ${said}`];
}

/** Errors that the script does not name: a call that the engine refuses proves nothing of what it was written for. */
function unforeseen(refusals: readonly Refusal[], { calls }: Run): string[] {
  return calls.flatMap(({ call, result }) => {
    if (result?.isError !== true) return [];
    const isForeseen = refusals.some(({ tool, because }) => tool === call.tool && result.text.includes(because));
    return isForeseen ? [] : [`${call.tool} failed: ${result.text.slice(0, 600)}`];
  });
}

/** What a mistake came to. */
export interface Control {
  readonly name: string;
  readonly isCaught: boolean;
  /** Why it was not caught, or what speaks against it. */
  readonly says: readonly string[];
}

/** Plays a part that is wrong: the checks that it names have to fail, or the engine has to refuse what is wrong in it. */
export async function playMistake(task: LoadedTask, mistake: Mistake): Promise<Control> {
  const { judgement, deviations } = await playScript(task, mistake);
  const failed = judgement.checks.filter((check) => check.says.length > 0);
  const missed = mistake.fails.filter((name) => !failed.some((check) => check.name === name));
  const isJudged = mistake.fails.length === 0 ? judgement.passed : missed.length === 0;
  const says = [
    ...deviations,
    ...missed.map((name) => `the check ${name} let it pass`),
    ...failed.flatMap((check) => check.says.map((reason) => `${check.name}: ${reason}`)),
  ];
  return { name: mistake.name, isCaught: isJudged && deviations.length === 0, says };
}

/** The mistakes of a task, and a model that only talks. */
export function mistakesOf(task: LoadedTask): readonly Mistake[] {
  const replies = task.messages.map(() => say('Done: everything is changed as you wished, and without findings.'));
  return [...(task.mistakes ?? []), { name: 'only says that it is done', replies, fails: idlerFails(task) }];
}

/** Nothing changed, so that whatever has to be different is not. */
function idlerFails({ expects }: LoadedTask): readonly CheckName[] {
  const { gone, facts, asks, blueprint, plan, cites } = expects;
  const needed: readonly (readonly [unknown, CheckName])[] = [
    [gone, 'findings-gone'],
    [facts, 'facts'],
    [asks, 'asks'],
    [blueprint, 'blueprint'],
    [plan, 'plan'],
    [cites, 'answer'],
  ];
  return needed.flatMap(([wanted, name]) => (wanted === undefined ? [] : [name]));
}

export const say = (text: string): FakeReply => ({ content: [{ type: 'text', text }], chunk: 200 });

/** One reply with a call for each tool, such as `call({ check: { path: 'lib' } })`. */
export function call(calls: Readonly<Record<string, unknown>>): FakeReply {
  const blocks = Object.entries(calls).map(([name, input]): FakeBlock => ({ type: 'tool_use', name, input }));
  return { content: blocks, chunk: 200 };
}

/** A structured change. */
export const ashEdit = (edit: Readonly<Record<string, unknown>>): FakeReply => call({ ash_edit: { edit } });

/** A replacement in a file. */
export const edit = (path: string, summary: string, ...edits: readonly { old: string; new: string }[]): FakeReply =>
  call({ edit: { path, summary, edits } });
