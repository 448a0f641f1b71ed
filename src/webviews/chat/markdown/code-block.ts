import { button } from '../button.ts';
import { element } from '../element.ts';

/** A code block with its buttons; what is surely no Elixir goes into no file. What they do is decided where the answer is known: `data-do` names it. */
export function codeBlockElement(code: string, language: string, index: number): HTMLElement {
  const apply = button({ label: 'Apply this code to the project', text: 'Apply', icon: 'apply', look: 'plain' });
  apply.dataset['do'] = 'apply';
  apply.hidden = !/^(elixir|exs?)?$/i.test(language);
  const copy = button({ label: 'Copy this code', icon: 'copy' });
  copy.dataset['do'] = 'copy';
  const name = language === '' ? 'code' : language;
  return element(
    'div',
    { class: 'code', 'data-block': String(index) },
    element('div', { class: 'code-head' }, element('span', { class: 'code-language' }, name), apply, copy),
    element(
      'pre',
      { tabindex: '0', role: 'group', 'aria-label': `${name} block`, dir: 'ltr' },
      element('code', {}, code),
    ),
  );
}
