import type { ChatState } from '../chat-state.ts';
import { button } from './button.ts';
import { element } from './element.ts';
import type { PanelContext } from './panel-context.ts';

/** What an empty session shows: what works now, and what a model would add. */
export function createFirstRun({ post }: PanelContext): {
  readonly element: HTMLElement;
  readonly update: (state: ChatState) => void;
} {
  const root = element('div', { class: 'first-run' });
  let drawn = '';

  const commands = (state: ChatState, needsModel: boolean): HTMLElement =>
    element(
      'ul',
      { class: 'offers' },
      ...state.commands
        .filter((command) => command.needsModel === needsModel)
        .map(({ name, description, needsTrust }) => {
          const run = button({
            label: `/${name}: ${description}`,
            text: `/${name}`,
            onPress: () => post({ kind: 'command', name, text: '', mentions: [] }),
          });
          run.disabled = (needsModel && state.provider.kind === 'none') || (needsTrust && !state.isTrusted);
          return element('li', {}, run, element('span', { class: 'offer-text' }, description));
        }),
    );

  return {
    element: root,
    update(state) {
      root.hidden = state.messages.length > 0;
      const key = JSON.stringify([state.commands, state.provider.kind, state.isTrusted]);
      if (root.hidden || key === drawn) return;
      drawn = key;
      const hasModel = state.provider.kind !== 'none';
      root.replaceChildren(
        element('h2', {}, 'Ash & Ecto database architect'),
        element(
          'p',
          {},
          'It knows the checked model of this project, and shows every edit checked before anything is written.',
        ),
        ...(state.isTrusted ? [] : [trust(post)]),
        element('h3', {}, hasModel ? 'Checked facts, without the model' : 'Works now, without a model'),
        commands(state, false),
        element('h3', {}, hasModel ? 'With the model' : 'Needs a model'),
        element('p', {}, 'Questions in your own words, and the three phases from domain analysis to migrations.'),
        commands(state, true),
        ...(hasModel ? [] : [models(post)]),
      );
    },
  };
}

function trust(post: PanelContext['post']): HTMLElement {
  return element(
    'div',
    { class: 'banner' },
    element(
      'p',
      {},
      'This workspace is not trusted: the architect answers from checked facts only, edits nothing and runs nothing.',
    ),
    button({
      label: 'Manage workspace trust',
      text: 'Manage workspace trust',
      onPress: () => post({ kind: 'manageTrust' }),
    }),
  );
}

function models(post: PanelContext['post']): HTMLElement {
  return element(
    'div',
    { class: 'models' },
    button({
      label: 'Set an Anthropic key',
      text: 'Set an Anthropic key',
      look: 'primary',
      onPress: () => post({ kind: 'addKey' }),
    }),
    button({
      label: 'Use a model of VS Code',
      text: 'Use a model of VS Code',
      onPress: () => post({ kind: 'chooseVsCodeModel' }),
    }),
    element('p', { class: 'note' }, 'The key is kept in VS Code’s secret storage, never in settings or files.'),
  );
}
