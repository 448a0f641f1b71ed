import type { ProviderErrorCode } from '../architect/provider.ts';
import type { TurnEvent } from '../architect/turn-event.ts';
import type { NoticeAction, PartOf } from './chat-state.ts';

type Notice = Omit<PartOf<'notice'>, 'id'>;

/** What helps after each failure. */
const helps: Readonly<Record<ProviderErrorCode, readonly NoticeAction[]>> = {
  'no-key': ['addKey', 'chooseVsCodeModel'],
  unauthorized: ['addKey', 'chooseVsCodeModel', 'retry'],
  payment: ['chooseVsCodeModel', 'retry'],
  forbidden: ['chooseModel', 'addKey'],
  'no-such-model': ['chooseModel'],
  'too-large': ['newSession'],
  'rate-limited': ['retry', 'chooseModel'],
  overloaded: ['retry', 'chooseModel'],
  'timed-out': ['retry'],
  connection: ['retry'],
  'ended-early': ['retry'],
  stalled: ['retry'],
  'invalid-request': ['retry', 'newSession'],
  stopped: ['retry'],
  unknown: ['retry'],
};

/** Why it is asked again, for failures that pass. */
const reasons: Readonly<Partial<Record<ProviderErrorCode, string>>> = {
  'rate-limited': 'The service asks to wait.',
  overloaded: 'The service is overloaded.',
  'timed-out': 'The service did not answer in time.',
  connection: 'The connection broke.',
  'ended-early': 'The answer ended before it was complete.',
  stalled: 'The answer stopped coming.',
};

export function failureNotice(code: ProviderErrorCode, message: string): Notice {
  return { kind: 'notice', level: code === 'stopped' ? 'info' : 'error', text: message, actions: helps[code] };
}

/** `wait` in milliseconds. */
export function retryNotice(code: ProviderErrorCode, wait: number): Notice {
  const text = reasons[code] ?? 'The service did not answer.';
  return { kind: 'notice', level: 'warning', text, actions: [], wait: Math.max(0, Math.round(wait)) };
}

type Stop = Extract<TurnEvent, { kind: 'ended' }>['stop'];

const ends: Readonly<Partial<Record<Stop, Omit<Notice, 'kind'>>>> = {
  stopped: { level: 'info', text: 'You stopped it.', actions: [] },
  length: { level: 'warning', text: 'The answer is longer than the model may write at once.', actions: ['continue'] },
  paused: { level: 'info', text: 'The model paused.', actions: ['continue'] },
  refusal: {
    level: 'warning',
    text: 'The model refused to answer. Ask in another way, or choose another model.',
    actions: ['chooseModel'],
  },
  'context-full': {
    level: 'warning',
    text: 'The conversation does not fit the model any more. Start a new session to go on.',
    actions: ['newSession'],
  },
  'step-limit': {
    level: 'info',
    text: 'The architect has used as many tools as it may in one turn.',
    actions: ['continue'],
  },
  'token-limit': {
    level: 'info',
    text: 'The architect has used as many tokens as it may in one turn.',
    actions: ['continue'],
  },
};

/** Undefined where the end needs no words. */
export function endNotice(stop: Stop): Notice | undefined {
  const notice = ends[stop];
  return notice && { kind: 'notice', ...notice };
}
