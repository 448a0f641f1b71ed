import { plural } from '../../base/names.ts';
import { cleanText } from './clean.ts';
import { redact } from './redact.ts';

/**
 * Text that somebody else wrote, as something to look at and not to obey: between marks with a random id that the text
 * cannot know, without characters that cannot be seen, and without secrets. `origin` says where it is from; `id` comes from the clock.
 */
export function asData(origin: string, text: string, id: string): string {
  const mark = `data-${id.replace(/[^A-Za-z0-9-]/g, '')}`;
  const { text: clean, invisible, escapes } = cleanText(text);
  // Invisible characters could split a secret: they are taken out before it is looked for.
  const body = redact(clean).replaceAll(mark, 'data-…');
  const from = cleanText(origin).text.replace(/["<>\s]+/g, ' ');
  const removed = [count(invisible, 'invisible character'), count(escapes, 'terminal escape')].filter(
    (part) => part !== '',
  );
  const note = removed.length === 0 ? '' : `\n(Left out: ${removed.join(' and ')}.)`;
  return `<${mark} from="${from}">\n${body}${body.endsWith('\n') ? '' : '\n'}</${mark}>${note}`;
}

function count(number: number, what: string): string {
  return number === 0 ? '' : `${number} ${plural(what, number)}`;
}
