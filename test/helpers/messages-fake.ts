import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventsOf, type FakeReply, type WireEvent } from './messages-fake-events.ts';
import { apiError, refusalOf, type HttpFailure, type RequestBody } from './messages-fake-rules.ts';

/**
 * A strict fake of the Messages API on loopback, in the wire format of version 2026-10-21: it plays scripted replies
 * and failures in order, and refuses what the API refuses. Knows nothing of any test framework.
 */
export interface MessagesFake {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Requests that broke a rule of the API, or came when the script was empty. */
  readonly refused: readonly string[];
  /** How many replies the client broke off. */
  readonly aborted: () => number;
  /** Steps that were not asked for yet. */
  readonly remaining: () => number;
  readonly script: (...steps: readonly FakeStep[]) => void;
  readonly close: () => Promise<void>;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Undefined for requests other than messages. */
  readonly body: RequestBody | undefined;
}

export type FakeStep = FakeAnswer | ((body: RequestBody) => FakeAnswer | Promise<FakeAnswer>);
export type FakeAnswer = FakeReply | HttpFailure | BrokenConnection;

/** `drop` closes the connection without an answer, `hang` never answers. */
export interface BrokenConnection {
  readonly connection: 'drop' | 'hang';
}

export interface FakeOptions {
  readonly models?: readonly Readonly<Record<string, unknown>>[];
  /** Any other key is refused; undefined takes all. */
  readonly key?: string;
}

export async function startMessagesFake({ models = [fakeModel()], key }: FakeOptions = {}): Promise<MessagesFake> {
  const queue: FakeStep[] = [];
  const requests: RecordedRequest[] = [];
  const refused: string[] = [];
  let aborted = 0;

  async function answer(request: RecordedRequest, response: ServerResponse): Promise<void> {
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
      send(response, apiError(401, 'authentication_error', 'invalid api key'));
      return;
    }
    if (request.path === '/v1/models') {
      const ids = models.map(({ id }) => id ?? null);
      json(response, 200, { data: models, has_more: false, first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null });
      return;
    }
    if (request.path !== '/v1/messages' || request.method !== 'POST' || request.body === undefined) {
      send(response, apiError(404, 'not_found_error', 'no such route'));
      return;
    }
    const refusal = refusalOf(request.headers, request.body);
    if (refusal !== undefined) {
      refused.push(refusal.message);
      send(response, refusal);
      return;
    }
    const step = queue.shift();
    if (step === undefined) {
      refused.push('the script is empty');
      send(response, apiError(500, 'api_error', 'the script is empty', { 'x-should-retry': 'false' }));
      return;
    }
    const what = typeof step === 'function' ? await step(request.body) : step;
    if ('connection' in what) {
      if (what.connection === 'drop') response.destroy();
    } else if ('status' in what) {
      send(response, what);
    } else {
      response.on('close', () => {
        if (!response.writableFinished && !endedHere.has(response)) aborted++;
      });
      await play(what, eventsOf(what, request.body.model), response);
    }
  }

  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const body = text === '' ? undefined : (JSON.parse(text) as RequestBody);
      const path = (request.url ?? '').split('?')[0] ?? '';
      const record = { method: request.method ?? '', path, headers: request.headers, body };
      requests.push(record);
      await answer(record, response);
    })().catch((error: unknown) => {
      refused.push(String(error));
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    refused,
    aborted: () => aborted,
    remaining: () => queue.length,
    script: (...steps) => void queue.push(...steps),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A model as the API describes it. */
export function fakeModel(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const supported = { supported: true };
  return {
    id: 'claude-fake-1',
    type: 'model',
    display_name: 'Claude Fake 1',
    created_at: '2026-01-01T00:00:00Z',
    deprecated_at: null,
    retires_at: null,
    lifecycle: 'active',
    line: 'fake',
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    capabilities: {
      thinking: {
        supported: true,
        types: { adaptive: supported, enabled: supported, disabled: supported, between_tools: supported },
      },
    },
    ...changes,
  };
}

/** Replies that the script broke off, not the client. */
const endedHere = new WeakSet<ServerResponse>();

/** One event as it goes over the wire. */
export function frame(event: WireEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

async function play(reply: FakeReply, events: readonly WireEvent[], response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_fake' });
  response.socket?.setNoDelay(true);
  const { fault } = reply;
  if (fault === undefined) {
    for (const event of events) {
      if (response.destroyed) return;
      await write(response, frame(event));
      await reply.pace?.();
    }
    response.end();
    return;
  }
  const bytes = Buffer.from(events.map(frame).join(''));
  const whole = Buffer.from(events.slice(0, fault.events).map(frame).join(''));
  await write(response, bytes.subarray(0, fault.bytes ?? whole.length));
  fault.onReached?.();
  if (fault.kind === 'stall') return;
  if (fault.kind === 'error') {
    const error = { type: fault.error ?? 'overloaded_error', message: 'Overloaded' };
    await write(
      response,
      `event: error\ndata: ${JSON.stringify({ type: 'error', error, request_id: 'req_fake' })}\n\n`,
    );
  }
  if (fault.kind === 'malformed') await write(response, 'event: content_block_delta\ndata: {"type":"content_bl\n\n');
  endedHere.add(response);
  if (fault.kind === 'reset') response.destroy();
  else response.end();
}

/** Resolves when the bytes left this process: a connection is not reset before the client could see them. */
function write(response: ServerResponse, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.write(text.length === 0 ? ':\n' : text, () => resolve());
  });
}

function send(response: ServerResponse, { status, headers, body }: HttpFailure): void {
  json(response, status, body, headers);
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_fake', ...headers });
  response.end(JSON.stringify(body));
}
