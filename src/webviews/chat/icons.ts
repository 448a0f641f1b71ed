/** Drawn on 16 by 16 with strokes of the text's colour. */
const paths = {
  send: 'M8 13V3M4 7l4-4 4 4',
  stop: 'M4.5 4.5h7v7h-7z',
  plus: 'M8 3v10M3 8h10',
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  apply: 'M8 2v8M4.5 6.5 8 10l3.5-3.5M3 13.5h10',
  pencil: 'M3 13l.7-2.8L10.6 3.3l2.1 2.1-6.9 6.9zM9.3 4.6l2.1 2.1',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  restore: 'M3 8a5 5 0 1 0 1.6-3.7M3 2v3h3M8 5.5V8l2 1.5',
  history: 'M3 4h10M3 8h10M3 12h6',
  export: 'M8 10V2.5M5 5l3-2.5L11 5M3 9v4.5h10V9',
  trash: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9',
  chevron: 'M6 4l4 4-4 4',
  warning: 'M8 2.5 14 13H2zM8 6.5v3M8 11v.6',
  error: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2zM6 6l4 4M10 6l-4 4',
  info: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2zM8 7.3V11M8 4.8v.6',
  question: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2zM6.3 6.4A1.7 1.7 0 1 1 8 8.2v.9M8 10.8v.6',
  running: 'M8 2.5A5.5 5.5 0 1 1 2.5 8',
  dash: 'M4 8h8',
  plan: 'M4 2.5h8v11H4zM6 5.5h4M6 8h4M6 10.5h2',
  down: 'M8 3v10M4 9l4 4 4-4',
} as const;

export type Icon = keyof typeof paths;

const svg = 'http://www.w3.org/2000/svg';

/** Always beside a text or in a labelled button, so it says nothing to a screen reader. */
export function icon(name: Icon): SVGSVGElement {
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('class', `icon icon-${name}`);
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', paths[name]);
  drawing.append(path);
  return drawing;
}
