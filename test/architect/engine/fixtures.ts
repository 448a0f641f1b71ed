import { diffArrays } from 'diff';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { Chat } from '../../../src/architect/chat.ts';
import type { ChatEvent } from '../../../src/architect/chat/chat-event.ts';
import type { ChatOptions } from '../../../src/architect/chat/chat-options.ts';
import type { ChangedFile, Decision, Hunk, Verdict } from '../../../src/architect/change-set.ts';
import type { Message } from '../../../src/architect/conversation.ts';
import type { Clock, Files, ProjectFacts, Runner } from '../../../src/architect/ports.ts';
import type { ModelInfo, Provider } from '../../../src/architect/provider.ts';
import { createAnthropicProvider, type AnthropicOptions } from '../../../src/architect/providers/anthropic.ts';
import { defineTool, phases, type Tool } from '../../../src/architect/tool.ts';
import type { TurnEvent } from '../../../src/architect/turn-event.ts';
import { Approvals } from '../../../src/architect/turn/approvals.ts';
import { defaultLimits, type Limits } from '../../../src/architect/turn/limits.ts';
import type { Review } from '../../../src/architect/turn/review.ts';
import { runTurn, type TurnResult } from '../../../src/architect/turn/run-turn.ts';
import type { Turn } from '../../../src/architect/turn/turn.ts';
import type { FakeBlock } from '../../helpers/messages-fake-events.ts';
import { startMessagesFake, type MessagesFake } from '../../helpers/messages-fake.ts';

export const model: ModelInfo = {
  id: 'claude-fake-1',
  name: 'Claude Fake 1',
  maxInput: 200_000,
  maxOutput: 64_000,
  canThink: true,
};

/** A fake that ends with the test. */
export async function startFake(options?: Parameters<typeof startMessagesFake>[0]): Promise<MessagesFake> {
  const fake = await startMessagesFake(options);
  onTestFinished(() => fake.close());
  return fake;
}

export function providerOf(fake: MessagesFake, options: Partial<AnthropicOptions> = {}): Provider {
  return createAnthropicProvider({ apiKey: () => Promise.resolve('sk-test-key'), baseUrl: fake.url, ...options });
}

/** Time that passes at once, but for the watchdog's, which passes only when the test says so. */
export class TestClock implements Clock {
  readonly sleeps: number[] = [];
  #ids = 0;
  #alarms: (() => void)[] = [];
  #time = 1_700_000_000_000;

  now(): number {
    return this.#time++;
  }

  randomId(): string {
    return `id-${++this.#ids}`;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (milliseconds !== defaultLimits.stall) {
      this.sleeps.push(milliseconds);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#alarms.push(resolve);
      signal.addEventListener('abort', () => {
        this.#alarms = this.#alarms.filter((alarm) => alarm !== resolve);
        resolve();
      });
    });
  }

  /** The watchdog's time is over. */
  ringAlarms(): void {
    for (const alarm of this.#alarms.splice(0)) alarm();
  }
}

export class MemoryFiles implements Files {
  readonly texts: Map<string, string>;
  readonly labels: string[] = [];

  constructor(texts: Readonly<Record<string, string>>) {
    this.texts = new Map(Object.entries(texts));
  }

  list(): ReturnType<Files['list']> {
    return Promise.resolve([...this.texts.keys()]);
  }

  read(path: string): ReturnType<Files['read']> {
    const text = this.texts.get(path);
    return Promise.resolve(text === undefined ? { kind: 'missing' } : { kind: 'text', text, isUnsaved: false });
  }

  apply(changes: Parameters<Files['apply']>[0], label: string): ReturnType<Files['apply']> {
    const stale = changes.filter(({ path, before }) => this.texts.get(path) !== before).map(({ path }) => path);
    if (stale.length > 0) return Promise.resolve({ ok: false, reason: 'Files were edited meanwhile.', stale });
    for (const { path, after } of changes) {
      if (after === undefined) this.texts.delete(path);
      else this.texts.set(path, after);
    }
    this.labels.push(label);
    return Promise.resolve({ ok: true });
  }
}

/** What it was asked to run; ends at once. */
export class MemoryRunner implements Runner {
  readonly ran: string[] = [];

  run(
    { program, args }: Parameters<Runner['run']>[0],
    _: AbortSignal,
    show: (text: string) => void,
  ): ReturnType<Runner['run']> {
    this.ran.push([program, ...args].join(' '));
    show('Compiling\n');
    return Promise.resolve({
      kind: 'ended',
      code: 0,
      output: 'Compiling\nToken sk-live-0123456789abcdef0123\n',
      isCut: false,
    });
  }
}

const lines = (text: string | undefined): string[] => (text ?? '').match(/[^\n]*\n|[^\n]+/g) ?? [];

function hunksOf({ path, before, after }: ChangedFile): Hunk[] {
  const hunks: Hunk[] = [];
  let line = 1;
  let open: { line: number; removed: string[]; added: string[] } | undefined;
  const close = (): void => {
    if (open) hunks.push({ id: `${path}:${open.line}`, path, ...open });
    open = undefined;
  };
  for (const part of diffArrays(lines(before), lines(after))) {
    if (!part.added && !part.removed) close();
    else {
      open ??= { line, removed: [], added: [] };
      (part.added ? open.added : open.removed).push(...part.value.map((text) => text.replace(/\n$/, '')));
    }
    if (!part.added) line += part.value.length;
  }
  close();
  return hunks;
}

function take({ path, before, after }: ChangedFile, ids: readonly string[]): ChangedFile {
  let text = '';
  let at = 1;
  const old = lines(before);
  for (const hunk of hunksOf({ path, before, after })) {
    text += old.slice(at - 1, hunk.line - 1).join('');
    const kept = ids.includes(hunk.id) ? hunk.added : hunk.removed;
    text += kept.map((row) => `${row}\n`).join('');
    at = hunk.line + hunk.removed.length;
  }
  return { path, before, after: text + old.slice(at - 1).join('') };
}

/** A check that objects to every text with `BROKEN`. */
export const review: Review = {
  verifyChanges: (_, { files }) => Promise.resolve(verdictOf(files)),
  splitHunks: ({ files }) => files.flatMap(hunksOf),
  takeHunks: (changes, ids) => ({ ...changes, files: changes.files.map((file) => take(file, ids)) }),
  describeVerdict: ({ broken }) =>
    broken.length === 0
      ? 'The check has no objection.'
      : `Does not parse: ${broken.map(({ path }) => path).join(', ')}.`,
};

function verdictOf(files: readonly ChangedFile[]): Verdict {
  const broken = files
    .filter(({ after }) => after.includes('BROKEN'))
    .map(({ path }) => ({ path, message: 'syntax error' }));
  const nothing = { fixed: [], added: [], unresolved: [], open: [] };
  return { broken, ...nothing, remaining: 0, isAcceptable: broken.length === 0 };
}

export interface Bench {
  readonly fake: MessagesFake;
  readonly clock: TestClock;
  readonly files: MemoryFiles;
  readonly runner: MemoryRunner;
  readonly provider: Provider;
  readonly tools: readonly Tool[];
  readonly reads: string[];
}

/** A project of two files with a tool of each kind, and a model that plays a script. */
export async function bench(): Promise<Bench> {
  const fake = await startFake();
  const files = new MemoryFiles({ 'lib/a.ex': 'one\ntwo\nthree\nfour\nfive\n', 'lib/b.ex': 'alpha\nbeta\n' });
  const reads: string[] = [];
  const tools = [readTool(reads), editTool(), runTool()];
  return { fake, clock: new TestClock(), files, runner: new MemoryRunner(), provider: providerOf(fake), tools, reads };
}

function readTool(reads: string[]): Tool {
  return defineTool({
    name: 'read',
    description: 'The text of a file.',
    title: ({ path }) => `Read ${path}`,
    risk: 'read',
    phases,
    input: z.object({ path: z.string() }),
    run: async ({ path }, { files }) => {
      reads.push(path);
      const file = await files.read(path);
      return file.kind === 'text' ? { text: file.text } : { text: 'There is no such file.', isError: true };
    },
  });
}

/** Gives files new texts. */
function editTool(): Tool {
  return defineTool({
    name: 'edit',
    description: 'Proposes texts of files.',
    title: () => 'Edit',
    risk: 'propose',
    phases: ['free', 'design', 'migrations'],
    input: z.object({ files: z.array(z.object({ path: z.string(), text: z.string() })) }),
    propose: async (input, { files }) => {
      const changed = input.files.map(async ({ path, text }) => {
        const file = await files.read(path);
        return { path, before: file.kind === 'text' ? file.text : undefined, after: text };
      });
      return { ok: true, changes: { summary: 'Edit files', files: await Promise.all(changed) } };
    },
  });
}

function runTool(): Tool {
  return defineTool({
    name: 'run',
    description: 'Runs a mix task.',
    title: ({ task }) => `mix ${task}`,
    risk: 'run',
    phases,
    input: z.object({ task: z.string() }),
    command: ({ task }) =>
      Promise.resolve(
        task === 'deps.get'
          ? { ok: false, reason: 'This task is not allowed.' }
          : { ok: true, command: { program: 'mix', args: [task], folder: '.', timeLimit: 1000 } },
      ),
  });
}

export const say = (text: string): { content: FakeBlock[] } => ({ content: [{ type: 'text', text }] });
export const use = (name: string, input: unknown): { content: FakeBlock[] } => ({
  content: [{ type: 'tool_use', name, input }],
});
export const edit = (path: string, text: string): { content: FakeBlock[] } => use('edit', { files: [{ path, text }] });
export const userSays = (text: string): Message => ({ role: 'user', blocks: [{ kind: 'text', text }] });
export const acceptAll: Decision = { kind: 'accept', hunks: 'all', edited: [] };

export interface Played extends TurnResult {
  readonly events: readonly TurnEvent[];
  readonly kinds: readonly string[];
  readonly applied: readonly (readonly unknown[])[];
}

export interface PlayOptions {
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  readonly on?: (event: TurnEvent, approvals: Approvals) => void;
  readonly changes?: Partial<Turn>;
}

/** One turn on a bench, from the user's word on. */
export async function play(on: Bench, history: readonly Message[], options: PlayOptions = {}): Promise<Played> {
  const events: TurnEvent[] = [];
  const applied: (readonly unknown[])[] = [];
  const approvals = new Approvals(on.clock);
  const result = await runTurn({
    provider: on.provider,
    model,
    system: [{ text: 'You are an architect.', isStable: true }],
    tools: on.tools,
    history,
    context: {
      files: on.files,
      facts: {} as ProjectFacts,
      runner: on.runner,
      clock: on.clock,
      phase: 'free',
      signal: options.signal ?? new AbortController().signal,
    },
    review,
    approvals,
    limits: { ...defaultLimits, ...options.limits },
    emit: (event) => {
      events.push(event);
      options.on?.(event, approvals);
    },
    record: () => undefined,
    applied: (files) => applied.push(files),
    ...options.changes,
  });
  return { ...result, events, kinds: events.map(({ kind }) => kind), applied };
}

/** The result of a call, as the model got it. */
export function resultOf(played: TurnResult, index = 0): string {
  const results = played.added.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'result'));
  return results[index]?.text ?? '';
}

export interface ChatBench extends Bench {
  readonly chat: Chat;
  readonly events: ChatEvent[];
}

/** A conversation on a bench. */
export function chatOn(
  on: Bench,
  options: Partial<ChatOptions> & { readonly watch?: (event: ChatEvent) => void } = {},
): ChatBench {
  const events: ChatEvent[] = [];
  const { watch, ...rest } = options;
  const chat = new Chat({
    id: 'chat-1',
    model: () => Promise.resolve({ provider: on.provider, model }),
    tools: on.tools,
    system: () => Promise.resolve([{ text: 'You are an architect.', isStable: true }]),
    review,
    ports: { files: on.files, facts: {} as ProjectFacts, runner: on.runner, clock: on.clock },
    onEvent: (event) => {
      events.push(event);
      watch?.(event);
    },
    ...rest,
  });
  return { ...on, chat, events };
}
