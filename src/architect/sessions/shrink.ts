import type { ChatState, KeptTurn } from '../chat/chat-state.ts';
import type { TurnEvent } from '../turn-event.ts';

const leftOut = '(This result was left out to keep the session small; ask for it again.)';

/** In characters: shorter results gain nothing. */
const worthwhile = 200;

/**
 * The conversation in at most `limit` characters of JSON: the oldest tool results go first, since tools can give them
 * again, and what was shown of the oldest edits; then the oldest checkpoints. What was said stays. Undefined when that is not enough.
 */
export function shrink(state: ChatState, limit: number): ChatState | undefined {
  let excess = sizeOf(state) - limit;
  if (excess <= 0) return state;
  const shorten = <Entry extends { readonly text: string }>(entry: Entry): Entry => {
    if (excess <= 0 || entry.text.length < worthwhile) return entry;
    const kept = { ...entry, text: leftOut };
    excess -= sizeOf(entry) - sizeOf(kept);
    return kept;
  };
  const withoutHunks = (event: TurnEvent & { readonly kind: 'approve-edits' }): TurnEvent => {
    if (excess <= 0) return event;
    const kept = { ...event, hunks: [] };
    excess -= sizeOf(event) - sizeOf(kept);
    return kept;
  };
  const turns = state.turns.map((turn): KeptTurn => {
    const events = turn.events.map((event) => {
      if (event.kind === 'approve-edits') return withoutHunks(event);
      return event.kind === 'called' || event.kind === 'output' ? shorten(event) : event;
    });
    const messages = turn.messages.map((message) => ({
      ...message,
      blocks: message.blocks.map((block) => (block.kind === 'result' ? shorten(block) : block)),
    }));
    return { ...turn, events, messages };
  });
  const checkpoints = state.checkpoints.filter((checkpoint) => {
    if (excess <= 0) return true;
    excess -= sizeOf(checkpoint);
    return false;
  });
  return excess <= 0 ? { ...state, turns, checkpoints } : undefined;
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}
