import { element } from './element.ts';

export interface Announcer {
  readonly element: HTMLElement;
  readonly say: (sentence: string) => void;
}

/** In milliseconds: what is said in between is read as one. */
const pause = 700;

/** What a screen reader says, politely and not for every piece that streams in. */
export function createAnnouncer(): Announcer {
  const region = element('div', { class: 'visually-hidden', 'aria-live': 'polite', 'aria-atomic': 'true' });
  let waiting: string[] = [];
  const flush = (): void => {
    region.textContent = waiting.join(' ');
    waiting = [];
  };
  return {
    element: region,
    say(sentence) {
      if (waiting.length === 0) setTimeout(flush, pause);
      if (!waiting.includes(sentence)) waiting.push(sentence);
    },
  };
}
