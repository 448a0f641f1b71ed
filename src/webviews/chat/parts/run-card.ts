import type { ApprovalStatus, PartOf } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element } from '../element.ts';
import type { View } from '../keyed-list.ts';
import type { PanelContext } from '../panel-context.ts';
import { visibleText } from '../visible-text.ts';
import { createApprovalFrame } from './approval.ts';
import type { ShownPart } from './part-view.ts';

const outcomes: Readonly<Record<ApprovalStatus, string>> = {
  open: 'Waits for you',
  approved: 'You allowed it',
  applied: 'You allowed it',
  partly: 'You allowed it',
  refused: 'You refused it',
  stale: 'Not run: things changed meanwhile',
  void: 'Not run: the turn ended',
};

/** Asks whether a program may be started. Every argument is shown by itself, as it will be handed over. */
export function createRunCard(context: PanelContext): View<ShownPart> {
  let part: PartOf<'run'> | undefined;
  const accept = (): void => {
    if (part?.status !== 'open') return;
    context.post({ kind: 'decide', approval: part.approval, decision: { kind: 'accept', hunks: 'all' } });
  };
  const frame = createApprovalFrame({
    context,
    approval: () => part?.approval ?? '',
    refuseText: 'Refuse',
    onKey(key) {
      if (key === 'a') accept();
      else if (key === 'r') frame.refuse();
      else return false;
      return true;
    },
  });
  frame.title.textContent = 'Run this program?';
  const run = button({ label: 'Run it', text: 'Run', look: 'primary', onPress: accept });
  frame.actions.prepend(run);
  frame.actions.append(
    keyHints([
      ['A', 'run'],
      ['R', 'refuse'],
    ]),
  );
  const command = element('ol', { class: 'argv', 'aria-label': 'The program and its arguments', dir: 'ltr' });
  const folder = element('p', { class: 'note', dir: 'auto' });
  frame.body.append(command, folder);

  return {
    element: frame.element,
    update({ part: next, isDone }) {
      if (next.kind !== 'run') return;
      part = isDone && next.status === 'open' ? { ...next, status: 'void' } : next;
      command.replaceChildren(
        ...[next.program, ...next.args].map((word) => element('li', {}, element('code', {}, ...visibleText(word)))),
      );
      folder.replaceChildren(
        'In ',
        ...(next.folder === '' || next.folder === '.' ? ['the project’s folder'] : visibleText(next.folder)),
      );
      frame.setStatus(part.status, outcomes[part.status], () => run);
    },
  };
}

/** Keys that work while the focus is in the card. */
export function keyHints(keys: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'span',
    { class: 'key-hints' },
    ...keys.map(([key, what]) => element('span', { class: 'key-hint' }, element('kbd', {}, key), ` ${what}`)),
  );
}
