import type { Part } from '../../chat-state.ts';
import type { View } from '../keyed-list.ts';
import type { PanelContext } from '../panel-context.ts';
import { createDiagramPart } from './diagram-part.ts';
import { createEditsCard } from './edits-card.ts';
import { createNotice } from './notice.ts';
import { createRunCard } from './run-card.ts';
import { createTextPart } from './text-part.ts';
import { createThinking } from './thinking.ts';
import { createToolCard } from './tool-card.ts';

/** A part as its answer shows it. */
export interface ShownPart {
  readonly id: string;
  readonly part: Part;
  /** The answer that it belongs to. */
  readonly message: string;
  /** It will not go on: text when something follows it, what waits or runs when the turn is over. */
  readonly isDone: boolean;
  /** The answer is the last one, so that trying again makes sense. */
  readonly isLatest: boolean;
}

/** A part never changes its kind under one id; should the host do so, it is made anew. */
export function createPartView(first: ShownPart, context: PanelContext): View<ShownPart> {
  const holder = document.createElement('div');
  holder.className = `part ${first.part.kind}-part`;
  let kind: Part['kind'] | undefined;
  let inner: View<ShownPart> | undefined;
  return {
    element: holder,
    update(shown) {
      if (shown.part.kind !== kind) {
        inner?.dispose?.();
        kind = shown.part.kind;
        inner = create(kind, context);
        holder.className = `part ${kind}-part`;
        holder.replaceChildren(inner.element);
      }
      inner?.update(shown);
    },
    dispose: () => inner?.dispose?.(),
  };
}

function create(kind: Part['kind'], context: PanelContext): View<ShownPart> {
  switch (kind) {
    case 'text':
      return createTextPart(context);
    case 'thinking':
      return createThinking();
    case 'tool':
      return createToolCard();
    case 'diagram':
      return createDiagramPart();
    case 'run':
      return createRunCard(context);
    case 'edits':
      return createEditsCard(context);
    case 'notice':
      return createNotice(context);
  }
}
