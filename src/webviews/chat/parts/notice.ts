import type { NoticeAction, PartOf } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element, setText } from '../element.ts';
import { icon } from '../icons.ts';
import type { View } from '../keyed-list.ts';
import type { PanelContext } from '../panel-context.ts';
import { sentence } from '../sentence.ts';
import type { ShownPart } from './part-view.ts';

const actions: Readonly<Record<NoticeAction, string>> = {
  retry: 'Try again',
  continue: 'Go on',
  addKey: 'Set an Anthropic key',
  chooseVsCodeModel: 'Use a model of VS Code',
  chooseModel: 'Choose another model',
  newSession: 'Start a new session',
  manageTrust: 'Manage workspace trust',
};

/** Something that the user should know of a turn, with what helps. A retry counts down. */
export function createNotice({ post, announce }: PanelContext): View<ShownPart> {
  const sign = element('span', { class: 'card-sign' });
  const text = element('p', { dir: 'auto' });
  const countdown = element('p', { class: 'countdown' });
  const buttons = element('div', { class: 'row' });
  const root = element(
    'div',
    { class: 'notice' },
    sign,
    element('div', { class: 'notice-body' }, text, countdown, buttons),
  );
  let timer: ReturnType<typeof setInterval> | undefined;
  let said = '';

  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    setText(countdown, '');
  };
  const count = (wait: number): void => {
    stop();
    const end = performance.now() + wait;
    const tick = (): void => {
      const seconds = Math.ceil((end - performance.now()) / 1_000);
      setText(countdown, seconds > 0 ? `Asking again in ${seconds} s.` : 'Asking again.');
      if (seconds <= 0) clearInterval(timer);
    };
    timer = setInterval(tick, 1_000);
    tick();
  };

  const update = (part: PartOf<'notice'>, isDone: boolean, isLatest: boolean): void => {
    root.dataset['level'] = part.level;
    sign.replaceChildren(icon(part.level));
    text.replaceChildren(...sentence(part.text));
    buttons.replaceChildren(
      ...(isLatest ? part.actions : []).map((action) =>
        button({ label: actions[action], text: actions[action], onPress: () => post({ kind: action }) }),
      ),
    );
    if (part.wait === undefined || isDone) stop();
    else count(part.wait);
    if (part.text !== said && !isDone) announce(part.text.replaceAll('`', ''));
    said = part.text;
  };

  return {
    element: root,
    update({ part, isDone, isLatest }) {
      if (part.kind === 'notice') update(part, isDone, isLatest);
    },
    dispose: stop,
  };
}
