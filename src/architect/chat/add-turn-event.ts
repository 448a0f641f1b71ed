import type { TurnEvent } from '../turn-event.ts';

/** What a retraction takes back: all that came since a tool had answered. */
const retractable: ReadonlySet<TurnEvent['kind']> = new Set([
  ...(['text', 'thinking', 'preparing', 'usage', 'retrying', 'failed', 'ended'] as const),
]);

/** The events as they are kept and shown: pieces of one text put together, what was retracted gone. */
export function addTurnEvent(events: readonly TurnEvent[], event: TurnEvent): readonly TurnEvent[] {
  if (event.kind === 'retract') {
    const kept = events.findLastIndex(({ kind }) => !retractable.has(kind));
    return events.slice(0, kept + 1);
  }
  const last = events.at(-1);
  const joined = last === undefined ? undefined : join(last, event);
  return joined === undefined ? [...events, event] : [...events.slice(0, -1), joined];
}

function join(last: TurnEvent, event: TurnEvent): TurnEvent | undefined {
  if (last.kind === 'text' && event.kind === 'text') return { ...last, text: last.text + event.text };
  if (last.kind === 'thinking' && event.kind === 'thinking') return { ...last, text: last.text + event.text };
  if (last.kind === 'output' && event.kind === 'output' && last.call === event.call) {
    return { ...last, text: last.text + event.text };
  }
  return undefined;
}
