import { isCodeBlock, parseMarkdown, type MarkdownEnv } from '../../markdown.ts';
import { element } from '../element.ts';
import { morphChildren } from './morph.ts';
import { renderTokens } from './render-tokens.ts';
import { countStable, splitBlocks } from './split-blocks.ts';

export interface StreamingMarkdown {
  readonly element: HTMLElement;
  /** `isDone` says that nothing more will be appended. */
  readonly update: (text: string, isDone: boolean) => void;
}

/** Markdown that grows at its end. Blocks that cannot change any more are read and drawn once. */
export function createStreamingMarkdown(): StreamingMarkdown {
  const root = element('div', { class: 'markdown', dir: 'auto' });
  let text = '';
  let isFinished = false;
  let env: MarkdownEnv = {};
  let stable = { offset: 0, nodes: 0, codeBlocks: 0 };

  const restart = (): void => {
    env = {};
    stable = { offset: 0, nodes: 0, codeBlocks: 0 };
  };

  const draw = (): void => {
    const tail = text.slice(stable.offset);
    const blocks = splitBlocks(parseMarkdown(tail, env));
    const lines = lineStarts(tail);
    const fixed = countStable(blocks, lines.length - 1);
    const tokens = blocks.flatMap((block) => block.tokens);
    morphChildren(root, renderTokens(tokens, stable.codeBlocks), stable.nodes);
    const done = blocks.slice(0, fixed).flatMap((block) => block.tokens);
    stable = {
      offset: stable.offset + (fixed === 0 ? 0 : (lines[blocks[fixed]?.firstLine ?? 0] ?? 0)),
      // Each block is one node, since each is one element.
      nodes: stable.nodes + fixed,
      codeBlocks: stable.codeBlocks + done.filter(isCodeBlock).length,
    };
  };

  return {
    element: root,
    update(next, isDone) {
      if (next === text && (isFinished || !isDone)) return;
      if (!next.startsWith(text)) restart();
      text = next;
      isFinished = isDone;
      // What a reference at the end defines may be used at the start.
      if (isDone && Object.keys(env.references ?? {}).length > 0) restart();
      draw();
    },
  };
}

/** The offsets at which lines start. What markdown-it calls a line ends with a line feed or a carriage return. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
}
