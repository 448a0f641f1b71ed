import { fileTarget, isCodeBlock, languageOf, linkTarget, type MarkdownToken } from '../../markdown.ts';
import { element } from '../element.ts';
import { codeBlockElement } from './code-block.ts';
import { link } from './link.ts';

/** Turns are headings of level 2, so what an answer calls its first level comes below. */
const headings = { h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6', h5: 'h6', h6: 'h6' } as const;
const containers = {
  paragraph: 'p',
  bullet_list: 'ul',
  ordered_list: 'ol',
  list_item: 'li',
  blockquote: 'blockquote',
  table: 'table',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  em: 'em',
  strong: 'strong',
  s: 's',
} as const;

/** Draws tokens as elements from a closed list; what is not in it becomes text. `firstBlock` numbers code blocks. */
export function renderTokens(tokens: readonly MarkdownToken[], firstBlock: number): DocumentFragment {
  const root = document.createDocumentFragment();
  const open: Node[] = [root];
  let block = firstBlock;
  const add = (...children: readonly (Node | string)[]): void => {
    const parent = open.at(-1) ?? root;
    for (const child of children) parent.appendChild(typeof child === 'string' ? new Text(child) : child);
  };

  const visit = (token: MarkdownToken): void => {
    if (token.nesting === -1) {
      if (open.length > 1) open.pop();
    } else if (token.nesting === 1) {
      const container = containerOf(token);
      add(container.outer);
      open.push(container.inner);
    } else if (token.type === 'inline') {
      for (const child of token.children ?? []) visit(child);
    } else if (isCodeBlock(token)) {
      add(codeBlockElement(token.content, languageOf(token), block++));
    } else {
      add(leafOf(token));
    }
  };
  for (const token of tokens) visit(token);
  return root;
}

function containerOf(token: MarkdownToken): { readonly outer: Node; readonly inner: Node } {
  const inner = innerContainer(token);
  if (token.type !== 'table_open') return { outer: inner, inner };
  const outer = element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': 'Table' }, inner);
  return { outer, inner };
}

function innerContainer(token: MarkdownToken): HTMLElement | DocumentFragment {
  const type = token.type.replace(/_open$/, '');
  // Paragraphs of tight lists.
  if (token.hidden) return element('span');
  if (type === 'heading') return element(isHeading(token.tag) ? headings[token.tag] : 'h6');
  if (type === 'link') return linkOf(token);
  if (!isContainer(type)) return element('span');
  const start = type === 'ordered_list' ? String(token.attrGet('start') ?? '') : '';
  return element(containers[type], { start: /^\d{1,9}$/.test(start) ? start : undefined });
}

function linkOf(token: MarkdownToken): HTMLElement {
  const target = linkTarget(String(token.attrGet('href') ?? ''));
  return target === undefined ? element('span') : link(target);
}

function leafOf(token: MarkdownToken): Node {
  switch (token.type) {
    case 'softbreak':
      return new Text('\n');
    case 'hardbreak':
      return element('br');
    case 'hr':
      return element('hr');
    case 'code_inline':
      return inlineCode(token.content);
    case 'image':
      return element('span', { class: 'image' }, `[Image: ${token.content === '' ? 'no description' : token.content}]`);
    default:
      return new Text(token.content);
  }
}

/** A file's name in code is a link to it. */
function inlineCode(code: string): HTMLElement {
  const target = code.length > 300 ? undefined : fileTarget(code);
  const isSource = target?.kind === 'file' && /\.(exs?|heex|md|json|lock|sql|ya?ml|toml)$/.test(target.path);
  return isSource ? element('code', {}, link(target, code)) : element('code', {}, code);
}

function isHeading(tag: string): tag is keyof typeof headings {
  return tag in headings;
}

function isContainer(type: string): type is keyof typeof containers {
  return type in containers;
}
