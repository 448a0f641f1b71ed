import { Chat } from '../../../src/architect/chat.ts';
import type { ChatChange } from '../../../src/architect/chat/chat-event.ts';
import { readModel } from '../../../src/architect/context/model-view.ts';
import { printDigest } from '../../../src/architect/context/digest.ts';
import { printVersions } from '../../../src/architect/context/versions.ts';
import type { CallBlock, Message, ResultBlock } from '../../../src/architect/conversation.ts';
import { describeVerdict } from '../../../src/architect/edits/describe-verdict.ts';
import { splitHunks, takeHunks } from '../../../src/architect/edits/hunks.ts';
import { verifyChanges } from '../../../src/architect/edits/verify-changes.ts';
import { createSystemPrompt } from '../../../src/architect/persona/system-prompt.ts';
import type { ProjectFacts } from '../../../src/architect/ports.ts';
import type { ModelInfo, ModelRequest, Provider, Usage } from '../../../src/architect/provider.ts';
import { judgeChanges } from '../../../src/architect/safety/judge-changes.ts';
import { createSeenFiles } from '../../../src/architect/tools/seen.ts';
import type { TurnEvent } from '../../../src/architect/turn-event.ts';
import { architectTools, rulePage } from './architect-tools.ts';
import { evalClock } from './eval-clock.ts';
import { EvalFiles } from './eval-files.ts';
import { commandLine, createRunner, outputOf } from './eval-runner.ts';
import type { LoadedTask } from './load-tasks.ts';
import { openAnalysis, readState, type ProjectState } from './project-state.ts';
import { startOf, type TaskStart } from './task-start.ts';
import { decide, type User } from './user.ts';
import { watchProvider } from './watch-provider.ts';

/** What happened when a model was given a task; the verdict is made of nothing else. */
export interface Run extends TaskStart {
  readonly after: ProjectState;
  readonly messages: readonly Message[];
  /** Calls with what they were answered. */
  readonly calls: readonly { readonly call: CallBlock; readonly result: ResultBlock | undefined }[];
  readonly events: readonly TurnEvent[];
  /** Command lines that the user was asked to allow. */
  readonly asked: readonly string[];
  readonly plan: string;
  readonly requests: readonly ModelRequest[];
  readonly usage: Usage;
}

export interface RunOptions {
  readonly provider: Provider;
  readonly model: ModelInfo;
  /** What the user says, once, to a model that proposed nothing although the task is to change something. */
  readonly nudge?: string;
}

/** Gives a task to a model, through the real engine, and lets the task's user decide. Nothing is written to disk. */
export async function runTask(task: LoadedTask, options: RunOptions): Promise<Run> {
  const start = await startOf(task);
  const { before, config, migrations } = start;
  const { analysis } = await openAnalysis(before.texts);
  const files = new EvalFiles(before.texts, analysis);
  const { commands = {}, user = { kind: 'accepts' } } = task;
  const watched = watchProvider(options.provider);
  const facts: ProjectFacts = { analysis, settled: () => Promise.resolve(), config, migrations };
  const asked: string[] = [];
  const chat: Chat = new Chat({
    id: task.id,
    model: () => Promise.resolve({ provider: watched.provider, model: options.model }),
    tools: architectTools(() => chat),
    system: ({ phase }) => Promise.resolve(createSystemPrompt({ phase, ...projectText(before) })),
    review: { verifyChanges, splitHunks, takeHunks, describeVerdict },
    ports: {
      ...{ files, facts, clock: evalClock, runner: createRunner(commands) },
      ...{ rulePages: rulePage, seen: createSeenFiles() },
    },
    warningsFor: (changes) => {
      const verdict = judgeChanges(changes, { phase: chat.phase, migrations });
      return verdict.ok ? verdict.warnings : [];
    },
    onEvent: (event) => answer(event, chat, { files, commands, user, asked }),
  });
  for (const { phase, text } of task.messages) {
    chat.setPhase(phase);
    chat.send(text);
    await chat.settled();
  }
  if (options.nudge !== undefined && task.expects.touches.length > 0 && !hasProposed(chat)) {
    chat.send(options.nudge);
    await chat.settled();
  }
  const { turns, plan } = chat.state();
  const messages = turns.flatMap((turn) => turn.messages);
  return {
    ...{ ...start, after: await readState(files.texts, config, migrations) },
    ...{ messages, calls: callsOf(messages), events: turns.flatMap(({ events }) => events), asked, plan },
    ...{ requests: watched.requests, usage: watched.usage() },
  };
}

function projectText({ report, model, texts }: ProjectState): { readonly versions: string; readonly digest: string } {
  const { versions, findings, stats } = report;
  return {
    versions: printVersions(versions, texts.has('mix.lock')),
    digest: printDigest({ model: readModel(model), findings, stats }),
  };
}

interface Answering {
  readonly files: EvalFiles;
  readonly commands: Readonly<Record<string, string>>;
  readonly user: User;
  readonly asked: string[];
}

/** The user's part: answers at once, and lets nothing run but what the task says. */
function answer(change: ChatChange, chat: Chat, { files, commands, user, asked }: Answering): void {
  if (change.kind !== 'turn-event') return;
  const { event } = change;
  if (event.kind === 'approve-edits') {
    chat.decide(
      event.approval,
      decide(user, event.hunks, (path) => files.texts.get(path)),
    );
  }
  if (event.kind === 'approve-run') {
    const line = commandLine(event);
    asked.push(line);
    const isAllowed = outputOf(commands, line) !== undefined;
    const refusal = { kind: 'refuse', reason: 'Not here, and not now.' } as const;
    chat.decide(event.approval, isAllowed ? { kind: 'accept', hunks: 'all', edited: [] } : refusal);
  }
}

function hasProposed(chat: Chat): boolean {
  return chat.state().turns.some(({ events }) => events.some(({ kind }) => kind === 'approve-edits'));
}

function callsOf(messages: readonly Message[]): Run['calls'] {
  const blocks = messages.flatMap((message) => message.blocks);
  const results = new Map(blocks.flatMap((block) => (block.kind === 'result' ? [[block.call, block] as const] : [])));
  return blocks.flatMap((block) => (block.kind === 'call' ? [{ call: block, result: results.get(block.id) }] : []));
}
