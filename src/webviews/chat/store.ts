import { applyDelta } from '../chat-delta.ts';
import type { ChatState } from '../chat-state.ts';
import type { HostMessage } from '../protocol.ts';

/** The last state that the host told, as far as messages came in order. */
export interface Store {
  readonly seq: number;
  readonly state: ChatState | undefined;
  /** Updates are ignored until a snapshot comes, which was asked for. */
  readonly isLost: boolean;
}

export const emptyStore: Store = { seq: 0, state: undefined, isLost: false };

type Numbered = Extract<HostMessage, { kind: 'snapshot' | 'update' }>;

/** The store after a message; when it becomes lost, the caller asks for a snapshot. */
export function receive(store: Store, message: Numbered): Store {
  if (message.kind === 'snapshot') return { seq: message.seq, state: message.state, isLost: false };
  if (store.state === undefined || store.isLost || message.seq <= store.seq) return store;
  if (message.seq !== store.seq + 1) return { ...store, isLost: true };
  let state: ChatState | undefined = store.state;
  for (const delta of message.deltas) {
    state = applyDelta(state, delta);
    if (state === undefined) return { ...store, isLost: true };
  }
  return { seq: message.seq, state, isLost: false };
}
