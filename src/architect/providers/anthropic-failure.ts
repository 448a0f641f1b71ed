import type { ProviderError, ProviderErrorCode } from '../provider.ts';
import { redact } from '../safety/redact.ts';
import { failure } from './failures.ts';

/** What an error of the SDK tells, whatever its class. */
interface Told {
  readonly name?: unknown;
  readonly status?: unknown;
  readonly type?: unknown;
  readonly apiMessage?: unknown;
  readonly cause?: { readonly name?: unknown } | undefined;
  readonly headers?: { get(name: string): string | null } | undefined;
}

const byStatus: Readonly<Record<number, ProviderErrorCode>> = {
  400: 'invalid-request',
  401: 'unauthorized',
  402: 'payment',
  403: 'forbidden',
  404: 'no-such-model',
  408: 'timed-out',
  413: 'too-large',
  422: 'invalid-request',
  429: 'rate-limited',
  504: 'timed-out',
  529: 'overloaded',
};

/** Failures that are reported inside a stream have a type, and no status. */
const byType: Readonly<Record<string, ProviderErrorCode>> = {
  authentication_error: 'unauthorized',
  billing_error: 'payment',
  permission_error: 'forbidden',
  not_found_error: 'no-such-model',
  request_too_large: 'too-large',
  rate_limit_error: 'rate-limited',
  overloaded_error: 'overloaded',
  timeout_error: 'timed-out',
  invalid_request_error: 'invalid-request',
};

/** The failure that an error of the SDK stands for. It is told by name, status and type, never by its words. */
export function failureOf(error: unknown): ProviderError {
  const told: Told = typeof error === 'object' && error !== null ? error : {};
  if (told.name === 'APIUserAbortError') return failure('stopped');
  if (told.name === 'APIConnectionTimeoutError') return failure('timed-out');
  // An event, or the input of a call, that is no JSON.
  if (told.cause?.name === 'SyntaxError') return failure('ended-early');
  // The SDK's own error, with nothing of the network behind it: there was no message to put together.
  if (told.name === 'AnthropicError' && told.cause === undefined) return failure('ended-early');
  const { status, type } = told;
  const code = typeof status === 'number' ? byStatus[status] : typeof type === 'string' ? byType[type] : undefined;
  const detail = typeof told.apiMessage === 'string' ? redact(told.apiMessage).slice(0, 500) : undefined;
  const details = { detail, retryAfter: retryAfter(told), ...passing(told, code) };
  if (code !== undefined) return failure(code, details);
  // Before an answer the SDK has a class for it; an answer that breaks off is a bare error of the network.
  return failure(typeof status === 'number' || typeof type === 'string' ? 'unknown' : 'connection', details);
}

function passing({ status, type, headers }: Told, code: ProviderErrorCode | undefined): { isPassing?: boolean } {
  const advice = headers?.get('x-should-retry');
  if (advice === 'true' || advice === 'false') return { isPassing: advice === 'true' };
  if (code !== undefined) return {};
  const isServers = typeof status === 'number' ? status >= 500 || status === 409 : type === 'api_error';
  return isServers ? { isPassing: true } : {};
}

function retryAfter({ headers }: Told): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? NaN);
  if (milliseconds >= 0) return milliseconds;
  const given = headers?.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(given)) return Number(given) * 1000;
  // A date is one of the service's own clock, which it tells as well: ours may go wrong.
  const wait = parseHttpDate(given) - parseHttpDate(headers?.get('date') ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** In milliseconds since 1970, in each of the three forms of RFC 9110 (5.6.7), all of which are in GMT. */
function parseHttpDate(text: string): number {
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return NaN;
  return Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`);
}
