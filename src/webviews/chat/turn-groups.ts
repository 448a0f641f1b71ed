import type { ChatState } from '../chat-state.ts';
import { element } from './element.ts';
import { keyedList, type View } from './keyed-list.ts';
import type { PanelContext } from './panel-context.ts';
import { createTurn, type ShownTurn } from './turn.ts';

/** Messages that are laid out and painted together, or not at all while they are off the screen. */
export interface TurnGroup {
  readonly id: string;
  readonly turns: readonly ShownTurn[];
}

/**
 * The browser looks at every element with `content-visibility` in every frame: with one for each of some thousand
 * messages a step of scrolling takes four times as long as with groups.
 */
export const groupSize = 10;

export function createTurnGroup(context: PanelContext): View<TurnGroup> {
  const root = element('div', { class: 'turn-group' });
  const update = keyedList<ShownTurn>(root, (turn) => createTurn(turn, context));
  return { element: root, update: ({ turns }) => update(turns) };
}

/** Groups from a certain one on. What changed nothing stays the very same value, so that it is not drawn again. */
export function createTurnGroups(): (state: ChatState, from: number) => TurnGroup[] {
  let knownTurns = new Map<string, ShownTurn>();
  let knownGroups = new Map<string, TurnGroup>();

  const turnOf = ({ messages }: ChatState, index: number): ShownTurn | undefined => {
    const message = messages[index];
    if (message === undefined) return undefined;
    const isLatest = index === messages.length - 1;
    const id = `${message.kind} ${message.id}`;
    const old = knownTurns.get(id);
    if (old?.message === message && old.isLatest === isLatest) return old;
    return { id, message, isLatest };
  };
  const groupOf = (state: ChatState, number: number): TurnGroup => {
    const indexes = Array.from({ length: groupSize }, (_, at) => number * groupSize + at);
    const turns = indexes.flatMap((index) => turnOf(state, index) ?? []);
    const old = knownGroups.get(String(number));
    const isSame = old?.turns.length === turns.length && turns.every((turn, at) => turn === old.turns[at]);
    return isSame ? old : { id: String(number), turns };
  };

  return (state, from) => {
    const count = Math.ceil(state.messages.length / groupSize);
    const groups = Array.from({ length: Math.max(0, count - from) }, (_, at) => groupOf(state, from + at));
    knownGroups = new Map(groups.map((group) => [group.id, group]));
    knownTurns = new Map(groups.flatMap(({ turns }) => turns).map((turn) => [turn.id, turn]));
    return groups;
  };
}
