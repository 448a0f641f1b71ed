import { ProviderError } from '../../../architect/provider.ts';
import { failure } from '../../../architect/providers/failures.ts';
import { redact } from '../../../architect/safety/redact.ts';

/** What the words of an error say of its reason, where no code does. */
const telling: readonly (readonly [
  pattern: RegExp,
  code: 'too-large' | 'overloaded' | 'connection' | 'rate-limited',
])[] = [
  [
    /too (?:large|long|many tokens)|token (?:count|limit)|context[ _](?:length|window)|exceeds? the .*limit/i,
    'too-large',
  ],
  [/rate.?limit|too many requests|\b429\b/i, 'rate-limited'],
  [/overloaded|server error|unavailable|\b50[0234]\b|\b529\b/i, 'overloaded'],
  [/ECONN|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|net::ERR|fetch failed|socket|network|terminated/i, 'connection'],
];

/**
 * An error of the editor's language-model API in the provider's codes. `code` is `NoPermissions`, `Blocked`, `NotFound`
 * or `Unknown` with the reason as `cause`; the names `ChatQuotaExceeded` and `ChatRateLimited` are GitHub Copilot's.
 */
export function lmFailure(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const { code, name, message, cause } = readError(error);
  switch (code === '' || code === 'Unknown' ? name : code) {
    case 'NoPermissions':
      return new ProviderError(
        'forbidden',
        'VS Code was not allowed to use this language model for Ash Architect. Send the message again and allow it, or choose another model.',
      );
    case 'Blocked':
      return new ProviderError(
        'rate-limited',
        withDetail(
          'The language model takes no more requests for now. Wait some minutes, or choose another model.',
          message,
        ),
      );
    case 'NotFound':
      return new ProviderError(
        'no-such-model',
        'VS Code does not have this language model any more. Choose another model.',
      );
    case 'ChatQuotaExceeded':
      return new ProviderError(
        'payment',
        withDetail(
          'The quota of the subscription behind the language model is used up. Choose another model.',
          message,
        ),
      );
    case 'ChatRateLimited':
      // Its limits last for minutes, and whoever asks again at once is blocked for longer.
      return failure('rate-limited', { detail: shorten(message), isPassing: false });
    default: {
      const reason = cause === undefined ? message : readError(cause).message;
      const found = telling.find(([pattern]) => pattern.test(reason));
      return failure(found?.[1] ?? 'unknown', { detail: shorten(reason) });
    }
  }
}

function readError(error: unknown): { code: string; name: string; message: string; cause: unknown } {
  if (!(error instanceof Error)) return { code: '', name: '', message: String(error), cause: undefined };
  const code: unknown = 'code' in error ? error.code : undefined;
  const { name, message, cause } = error;
  return { code: typeof code === 'string' ? code : '', name, message, cause };
}

function withDetail(says: string, message: string): string {
  const detail = shorten(message);
  return detail === undefined ? says : `${says} The service says: ${detail}`;
}

function shorten(message: string): string | undefined {
  const text = redact(message).trim();
  return text === '' ? undefined : text.slice(0, 300);
}
