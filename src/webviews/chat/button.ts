import { element } from './element.ts';
import { icon, type Icon } from './icons.ts';

interface ButtonOptions {
  /** Read aloud, and shown on hover where there is no visible text. */
  readonly label: string;
  /** Shown; the label says at least the same. */
  readonly text?: string;
  readonly icon?: Icon;
  readonly look?: 'primary' | 'secondary' | 'plain';
  /** The key that does the same, shown beside the text. */
  readonly hint?: string;
  readonly onPress?: () => void;
}

export function button(options: ButtonOptions): HTMLButtonElement {
  const { label, text, hint, look = text === undefined ? 'plain' : 'secondary', onPress } = options;
  const made = element(
    'button',
    {
      type: 'button',
      class: `button ${look}${text === undefined ? ' icon-only' : ''}`,
      'aria-label': text === label && hint === undefined ? undefined : label,
      'aria-keyshortcuts': hint,
      title: text === undefined ? label : undefined,
    },
    options.icon && icon(options.icon),
    text === undefined ? undefined : element('span', {}, text),
    hint === undefined ? undefined : element('kbd', { 'aria-hidden': 'true' }, hint),
  );
  if (onPress !== undefined) made.addEventListener('click', onPress);
  return made;
}
