import { ProviderError, type ProviderErrorCode } from '../provider.ts';

/** What is said to the user, and whether the same request may succeed a moment later. */
const catalogue: Readonly<Record<ProviderErrorCode, { readonly says: string; readonly isPassing: boolean }>> = {
  'no-key': {
    says: 'There is no API key, so nothing was sent. Store a key, or choose a model that needs none.',
    isPassing: false,
  },
  unauthorized: { says: 'The API key was not accepted. Store a valid key and try again.', isPassing: false },
  payment: {
    says: 'The account behind the API key cannot pay for the request. Check its billing, then try again.',
    isPassing: false,
  },
  forbidden: { says: 'The API key is not allowed to do this. Use another key or another model.', isPassing: false },
  'no-such-model': {
    says: 'The model is not known there, or not to this key. Choose another model, and check the endpoint.',
    isPassing: false,
  },
  'too-large': {
    says: 'The conversation is too large for one request. Begin a new one, or attach less.',
    isPassing: false,
  },
  'rate-limited': { says: 'The limit of requests is reached. Wait a little, then try again.', isPassing: true },
  overloaded: { says: 'The service is overloaded. Wait a little, then try again.', isPassing: true },
  'timed-out': { says: 'The service did not answer in time. Try again.', isPassing: true },
  connection: {
    says: 'The connection failed or broke off. Check the network and the endpoint, then try again.',
    isPassing: true,
  },
  'ended-early': { says: 'The answer ended before it was complete. Try again.', isPassing: true },
  stalled: { says: 'The answer stopped coming. Try again.', isPassing: true },
  'invalid-request': {
    says: 'The service refused the request as it was. Edit the message or begin a new conversation.',
    isPassing: false,
  },
  stopped: { says: 'The request was stopped.', isPassing: false },
  unknown: { says: 'The request failed for a reason that is not known here. Try again.', isPassing: false },
};

export interface FailureDetails {
  /** The other side's own words. */
  readonly detail?: string | undefined;
  readonly isPassing?: boolean | undefined;
  /** In milliseconds. */
  readonly retryAfter?: number | undefined;
}

/** The error of a code, in words for the user. */
export function failure(code: ProviderErrorCode, details: FailureDetails = {}): ProviderError {
  const { says, isPassing } = catalogue[code];
  const message = details.detail === undefined ? says : `${says} The service says: ${details.detail}`;
  return new ProviderError(code, message, {
    isPassing: details.isPassing ?? isPassing,
    ...(details.retryAfter === undefined ? {} : { retryAfter: details.retryAfter }),
  });
}
