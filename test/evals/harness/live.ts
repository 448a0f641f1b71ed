import { ProviderError, type ModelInfo, type Provider } from '../../../src/architect/provider.ts';
import { createAnthropicProvider } from '../../../src/architect/providers/anthropic.ts';
import { judge } from './judge.ts';
import type { LoadedTask } from './load-tasks.ts';
import { reasonsOf, type RunResult } from './result.ts';
import { runTask } from './run-task.ts';

export interface LiveOptions {
  readonly key: string;
  readonly endpoint: string;
  readonly model: string;
}

export type LiveModel =
  | { readonly ok: true; readonly provider: Provider; readonly model: ModelInfo }
  | { readonly ok: false; readonly reason: string };

/** The model that is asked for, if the endpoint has it and takes the key. */
export async function findModel({ key, endpoint, model: id }: LiveOptions): Promise<LiveModel> {
  const provider = createAnthropicProvider({ apiKey: () => Promise.resolve(key), baseUrl: endpoint });
  try {
    const models = await provider.models(new AbortController().signal);
    const model = models.find((each) => each.id === id);
    if (model !== undefined) return { ok: true, provider, model };
    return {
      ok: false,
      reason: `There is no model \`${id}\` at ${endpoint}. It has: ${models.map((each) => each.id).join(', ')}.`,
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ok: false, reason: error.message };
  }
}

/** What a user says who wants to see a proposal, once, to a model that asks although nothing is open. */
const nudge = 'Take what you recommend, and propose the edits.';

/** One try of a model at a task. */
export async function tryTask(
  task: LoadedTask,
  { provider, model }: LiveModel & { readonly ok: true },
): Promise<RunResult> {
  const start = performance.now();
  const run = await runTask(task, { provider, model, nudge });
  const judgement = await judge(task, run);
  return {
    passed: judgement.passed,
    says: reasonsOf(judgement),
    requests: run.requests.length,
    usage: run.usage,
    seconds: (performance.now() - start) / 1000,
  };
}
