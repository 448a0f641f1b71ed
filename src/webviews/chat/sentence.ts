import { element } from './element.ts';
import { visibleText } from './visible-text.ts';

/** A sentence of the host, in which code stands between backticks. */
export function sentence(text: string): (Node | string)[] {
  return text
    .split(/(`[^`]+`)/)
    .flatMap((piece) =>
      piece.length > 2 && piece.startsWith('`') && piece.endsWith('`')
        ? [element('code', {}, ...visibleText(piece.slice(1, -1)))]
        : visibleText(piece),
    );
}
