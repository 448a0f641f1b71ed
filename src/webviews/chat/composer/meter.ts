import type { Frame } from '../../chat-state.ts';
import { element, setAttribute, setText } from '../element.ts';

const svg = 'http://www.w3.org/2000/svg';

/** How much of the model's window the conversation takes. */
export function createMeter(): { readonly element: HTMLElement; readonly update: (usage: Frame['usage']) => void } {
  const text = element('span', { class: 'meter-text', 'aria-hidden': 'true' });
  const bar = document.createElementNS(svg, 'svg');
  bar.setAttribute('class', 'meter-bar');
  bar.setAttribute('viewBox', '0 0 20 4');
  bar.setAttribute('aria-hidden', 'true');
  const whole = rectangle(20);
  const used = rectangle(0);
  used.setAttribute('class', 'meter-used');
  bar.append(whole, used);
  const root = element('span', { class: 'meter', role: 'img' }, bar, text);
  return {
    element: root,
    update(usage) {
      root.hidden = usage === null;
      if (usage === null) return;
      const { used: tokens, window, cached } = usage;
      const share = window === undefined || window === 0 ? undefined : Math.min(1, tokens / window);
      setText(text, share === undefined ? short(tokens) : `${Math.round(share * 100)} %`);
      bar.toggleAttribute('hidden', share === undefined);
      used.setAttribute('width', String(20 * (share ?? 0)));
      root.classList.toggle('is-nearly-full', (share ?? 0) >= 0.8);
      const ofWindow = window === undefined ? '' : ` of ${window.toLocaleString('en')}`;
      const fromCache = cached === undefined ? '' : `, ${cached.toLocaleString('en')} of them from the cache`;
      const sentence = `Context: ${tokens.toLocaleString('en')}${ofWindow} tokens${fromCache}`;
      setAttribute(root, 'aria-label', sentence);
      setAttribute(root, 'title', sentence);
    },
  };
}

function rectangle(width: number): SVGRectElement {
  const made = document.createElementNS(svg, 'rect');
  made.setAttribute('width', String(width));
  made.setAttribute('height', '4');
  made.setAttribute('rx', '2');
  return made;
}

function short(tokens: number): string {
  return tokens < 1_000 ? `${tokens}` : `${(tokens / 1_000).toFixed(tokens < 10_000 ? 1 : 0)}k`;
}
