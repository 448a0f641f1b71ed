import type { CallBlock, Message, ResultBlock } from '../conversation.ts';
import type { StopReason, Usage } from '../provider.ts';
import { askModel, type Reply } from './ask-model.ts';
import { CallTool } from './call-tool.ts';
import { interrupted } from './repair.ts';
import type { Turn } from './turn.ts';

export type TurnStop = StopReason | 'stopped' | 'failed' | 'step-limit' | 'token-limit';

export interface TurnResult {
  readonly stop: TurnStop;
  /** What the turn added to the conversation; every call in it is answered. */
  readonly added: readonly Message[];
}

/** Asks the model, runs what it calls for one by one, and asks again, until it is done or something ends it. */
export async function runTurn(turn: Turn): Promise<TurnResult> {
  const { context, emit, limits } = turn;
  const added: Message[] = [];
  const tools = new CallTool(turn);
  let tokens = 0;

  const add = (message: Message | undefined): void => {
    if (message === undefined || message.blocks.length === 0) return;
    added.push(message);
    turn.record([...added]);
  };
  const end = (stop: TurnStop): TurnResult => {
    emit({ kind: 'ended', stop });
    return { stop, added };
  };

  for (let step = 0; step < limits.steps; step++) {
    if (context.signal.aborted) return end('stopped');
    const answer = await askModel(turn, [...turn.history, ...added]);
    if (answer.kind !== 'reply') {
      add(answer.partial);
      if (answer.kind === 'failed') {
        emit({ kind: 'failed', code: answer.error.code, message: answer.error.message });
      }
      return end(answer.kind);
    }
    const { reply } = answer;
    add({ role: 'assistant', blocks: reply.blocks });
    emit({ kind: 'usage', usage: reply.usage, window: turn.model.maxInput });
    tokens += cost(reply);
    const calls = reply.blocks.filter((block) => block.kind === 'call');
    if (calls.length === 0) return end(reply.stop === 'calls' ? 'end' : reply.stop);
    const results = await answerCalls(tools, calls, reply.stop, turn, (blocks) => {
      // The message grows with each result, so that what was done is known even if the rest never happens.
      if (blocks.length > 1) added.pop();
      add({ role: 'user', blocks });
    });
    if (results === 'stopped') return end('stopped');
    if (reply.stop !== 'calls') return end(reply.stop);
    if (tokens >= limits.tokens) return end('token-limit');
  }
  return end('step-limit');
}

async function answerCalls(
  tools: CallTool,
  calls: readonly CallBlock[],
  stop: StopReason,
  { context }: Turn,
  keep: (results: readonly ResultBlock[]) => void,
): Promise<'answered' | 'stopped'> {
  const results: ResultBlock[] = [];
  for (const call of calls) {
    const outcome =
      stop !== 'calls'
        ? tools.skip(call, `Not run: the reply ended (${stop}) before it was complete. Make the call again, with less.`)
        : context.signal.aborted
          ? tools.skip(call, interrupted)
          : await tools.answer(call);
    results.push({ kind: 'result', call: call.id, ...outcome });
    keep([...results]);
  }
  return context.signal.aborted ? 'stopped' : 'answered';
}

/** What counts against the limit. Four characters stand for a token where the provider does not tell. */
function cost({ usage, blocks }: Reply): number {
  const told = sum(usage.input, usage.cacheWritten, usage.output);
  return told > 0 ? told : Math.ceil(JSON.stringify(blocks).length / 4);
}

const sum = (...counts: readonly Usage[keyof Usage][]): number =>
  counts.reduce<number>((total, count) => total + (count ?? 0), 0);
