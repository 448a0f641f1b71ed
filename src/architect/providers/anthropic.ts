import Anthropic from '@anthropic-ai/sdk';
import { ProviderError, type ModelInfo, type ModelRequest, type Provider, type StreamEvent } from '../provider.ts';
import { failureOf } from './anthropic-failure.ts';
import { modelInfo } from './anthropic-models.ts';
import { ReplyBuilder } from './anthropic-reply.ts';
import { wireRequest } from './anthropic-request.ts';
import { Channel } from './channel.ts';
import { readEndpoint } from './endpoint.ts';
import { failure } from './failures.ts';
import { guardedFetch } from './guarded-fetch.ts';

export interface AnthropicOptions {
  /** Asked before every request, so that a new key counts at once; never kept. */
  readonly apiKey: () => Promise<string | undefined>;
  readonly baseUrl: string;
  /** How long the beginning of an answer may take, in milliseconds. */
  readonly timeout?: number;
  /** Gets lines without the key and without a word of the conversation. */
  readonly log?: (line: string) => void;
  readonly fetch?: typeof fetch;
}

/** Claude, through Anthropic's API or something that speaks like it. Nothing is retried here. */
export function createAnthropicProvider(options: AnthropicOptions): Provider {
  return {
    id: 'anthropic',
    label: 'Anthropic',
    models: (signal) => listModels(options, signal),
    stream: (request, signal) => streamReply(options, request, signal),
  };
}

async function listModels(options: AnthropicOptions, signal: AbortSignal): Promise<readonly ModelInfo[]> {
  const client = await createClient(options, () => undefined);
  const models: ModelInfo[] = [];
  try {
    for await (const raw of client.models.list({}, { signal })) {
      const model = modelInfo(raw);
      if (model !== undefined) models.push(model);
    }
  } catch (error) {
    throw signal.aborted ? failure('stopped') : failureOf(error);
  }
  return models;
}

async function* streamReply(
  options: AnthropicOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  if (signal.aborted) throw failure('stopped');
  const builder = new ReplyBuilder();
  const channel = new Channel<StreamEvent>();
  const client = await createClient(options, () => channel.push({ kind: 'alive' }));
  options.log?.(`Asking ${request.model} with ${request.messages.length} messages.`);
  const stream = client.messages.stream(wireRequest(request), { signal });
  stream.on('streamEvent', (raw) => {
    const event = builder.add(raw);
    if (event !== undefined) channel.push(event);
  });
  void stream.done().then(
    () => channel.close(),
    (error: unknown) => channel.fail(error),
  );
  try {
    yield* channel;
  } catch (error) {
    // A reply that is whole stays one, however the connection ends.
    if (builder.reply !== undefined && !isStopped(signal)) {
      yield builder.reply;
      return;
    }
    const failed = isStopped(signal) ? failure('stopped') : failureOf(error);
    options.log?.(`${request.model} failed: ${failed.code}, request ${stream.request_id ?? 'unknown'}.`);
    throw failed;
  } finally {
    stream.abort();
  }
  const { reply } = builder;
  if (reply === undefined) throw failure(isStopped(signal) ? 'stopped' : 'ended-early');
  options.log?.(`${request.model} answered with ${reply.blocks.length} blocks and stopped for: ${reply.stop}.`);
  yield reply;
}

/** Read anew: it changes while somebody waits. */
const isStopped = (signal: AbortSignal): boolean => signal.aborted;

/** One client for one request. All that the SDK would else take from the environment is given here. */
async function createClient(options: AnthropicOptions, onBytes: () => void): Promise<Anthropic> {
  const endpoint = readEndpoint(options.baseUrl);
  if (!endpoint.ok) throw new ProviderError('invalid-request', endpoint.reason);
  const apiKey = (await options.apiKey())?.trim();
  if (apiKey === undefined || apiKey === '') throw failure('no-key');
  const silent = (): void => undefined;
  return new Anthropic({
    apiKey,
    baseURL: endpoint.url,
    webhookKey: null,
    maxRetries: 0,
    timeout: options.timeout ?? 60_000,
    openTelemetry: false,
    // The SDK's own lines hold prompts when the environment asks for it.
    logLevel: 'off',
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    fetch: guardedFetch(options.fetch ?? fetch, endpoint.url, apiKey, onBytes),
  });
}
