import type { Span } from '../base/span.ts';
import { unescapeSequence, withoutIndent } from './quoted-text.ts';
import type { RawNode } from './raw-tree.ts';
import type { Alias, Call, Clause, DoBlock, Expr, List, Pair, Syntax, Text } from './syntax.ts';

/** Turns the concrete tree of the grammar (tree-sitter-elixir 0.3.5) into Elixir expressions. */
export function buildSyntax(root: RawNode, text: string): Syntax {
  const builder = new Builder(text);
  const body = builder.statements(root.children);
  const inOrder = (spans: readonly Span[]): Span[] => [...spans].sort((a, b) => a.start - b.start);
  return { body, comments: inOrder(builder.comments), errors: inOrder([...errorsIn(root), ...builder.strayWords]) };
}

/** All of them, wherever they stand. In a file that breaks off, the root is one: that is told at the end of the file. */
function errorsIn(root: RawNode): Span[] {
  const errors: Span[] = root.type === 'ERROR' ? [{ start: root.end, end: root.end }] : [];
  const rest = [...root.children];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (node.missing || node.type === 'ERROR') errors.push(spanOf(node));
    for (const child of node.children) rest.push(child);
  }
  return errors;
}

/** Words that are no names in Elixir; the grammar takes one that stands alone, such as an `end` too many, for one. */
const reserved = new Set(['do', 'end', 'else', 'rescue', 'catch', 'after', 'fn']);

class Builder {
  readonly comments: Span[] = [];
  readonly strayWords: Span[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Every readable expression among `nodes`; comments are set aside. */
  statements(nodes: readonly RawNode[]): Expr[] {
    const result: Expr[] = [];
    for (const node of this.#meaningful(nodes)) result.push(this.#expr(node));
    return result;
  }

  #meaningful(nodes: readonly RawNode[]): RawNode[] {
    return nodes.filter((node) => {
      if (node.type === 'comment') this.comments.push(spanOf(node));
      return node.named && !node.missing && node.type !== 'comment';
    });
  }

  #textOf(node: Span): string {
    return this.#text.slice(node.start, node.end);
  }

  #name(node: RawNode): string {
    const name = this.#textOf(node);
    if (reserved.has(name)) this.strayWords.push(spanOf(node));
    return name;
  }

  #expr(node: RawNode): Expr {
    const span = spanOf(node);
    switch (node.type) {
      case 'atom':
        return { kind: 'atom', ...span, name: this.#textOf(node).slice(1) };
      case 'boolean':
      case 'nil':
        return { kind: 'atom', ...span, name: this.#textOf(node) };
      case 'quoted_atom':
        return this.#quotedAtom(node);
      case 'keyword':
        return { kind: 'atom', ...span, name: this.#textOf(node).replace(/:\s*$/, '') };
      case 'quoted_keyword':
        return this.#quotedAtom(node);
      case 'integer':
      case 'float':
        return this.#number(node);
      case 'char':
        return { kind: 'number', ...span, float: false, value: this.#textOf(node).codePointAt(1) ?? 0 };
      case 'string':
      case 'charlist':
        return this.#string(node);
      case 'sigil':
        return this.#sigil(node);
      case 'list':
        return { kind: 'list', ...span, bare: false, items: this.#items(node) };
      case 'keywords':
        return { kind: 'list', ...span, bare: true, items: this.#items(node) };
      case 'tuple':
        return { kind: 'tuple', ...span, items: this.#items(node) };
      case 'pair':
        return this.#pair(node);
      case 'map':
        return this.#map(node);
      case 'alias':
        return { kind: 'alias', ...span, name: this.#textOf(node).replace(/\s+/g, ''), base: undefined };
      case 'identifier':
        return { kind: 'variable', ...span, name: this.#name(node) };
      case 'dot':
        return this.#dot(node);
      case 'call':
        return this.#call(node);
      case 'access_call':
        return this.#access(node);
      case 'unary_operator':
        return this.#unary(node);
      case 'binary_operator':
        return this.#binary(node);
      case 'anonymous_function':
        return { kind: 'fn', ...span, clauses: this.#clauses(node) };
      case 'stab_clause':
        return this.#clause(node);
      case 'block':
        return this.#block(node);
      default:
        return { kind: 'unreadable', ...span, broken: node.type === 'ERROR', children: this.statements(node.children) };
    }
  }

  /** The items of a list, tuple or call; trailing keywords are spread into pairs where a list holds them. */
  #items(node: RawNode): Expr[] {
    const result: Expr[] = [];
    for (const child of this.#meaningful(node.children)) {
      if (child.type === 'keywords') result.push(...this.#items(child));
      else result.push(this.#expr(child));
    }
    return result;
  }

  #quotedAtom(node: RawNode): Expr {
    const { value, interpolations } = this.#quoted(node);
    if (value !== undefined) return { kind: 'atom', ...spanOf(node), name: value };
    return { kind: 'unreadable', ...spanOf(node), broken: false, children: interpolations };
  }

  #number(node: RawNode): Expr {
    const text = this.#textOf(node).replaceAll('_', '');
    return { kind: 'number', ...spanOf(node), float: node.type === 'float', value: Number(text) };
  }

  #string(node: RawNode): Text {
    const { value, interpolations } = this.#quoted(node);
    return { kind: 'string', ...spanOf(node), value, charlist: node.type === 'charlist', interpolations };
  }

  #quoted(node: RawNode): { value: string | undefined; interpolations: Expr[] } {
    const interpolations: Expr[] = [];
    let value = '';
    for (const child of node.children) {
      if (child.type === 'quoted_content') value += this.#textOf(child);
      else if (child.type === 'escape_sequence') value += unescapeSequence(this.#textOf(child));
      else if (child.type === 'interpolation') interpolations.push(...this.statements(child.children));
    }
    const heredoc = /^(~[a-zA-Z]+)?("""|''')/.test(this.#text.slice(node.start, node.start + 12));
    if (interpolations.length > 0) return { value: undefined, interpolations };
    return { value: heredoc ? withoutIndent(value) : value, interpolations };
  }

  #sigil(node: RawNode): Expr {
    const span = spanOf(node);
    const part = (type: string): string => {
      const child = node.children.find((candidate) => candidate.type === type);
      return child === undefined ? '' : this.#textOf(child);
    };
    const name = part('sigil_name');
    const { value, interpolations } = this.#quoted(node);
    if (value !== undefined && (name === 'w' || name === 'W')) {
      const atoms = part('sigil_modifiers').includes('a');
      const items = value.split(/\s+/).filter((word) => word !== '');
      const item = (word: string): Expr =>
        atoms
          ? { kind: 'atom', ...span, name: word }
          : { kind: 'string', ...span, value: word, charlist: false, interpolations: [] };
      return { kind: 'list', ...span, bare: false, items: items.map(item) };
    }
    if (name === 's' || name === 'S') return { kind: 'string', ...span, value, charlist: false, interpolations };
    return { kind: 'sigil', ...span, name, content: value ?? '' };
  }

  #pair(node: RawNode): Pair {
    const [key, value] = this.#meaningful(node.children);
    return { kind: 'pair', ...spanOf(node), key: this.#orNothing(key, node), value: this.#orNothing(value, node) };
  }

  #map(node: RawNode): Expr {
    let struct: Expr | undefined;
    const items: Expr[] = [];
    for (const child of this.#meaningful(node.children)) {
      if (child.type === 'struct') struct = this.statements(child.children)[0];
      else if (child.type === 'map_content') items.push(...this.#items(child).map(arrowToPair));
      else items.push(this.#expr(child));
    }
    return { kind: 'map', ...spanOf(node), struct, items };
  }

  #dot(node: RawNode): Expr {
    const [left, right] = this.#meaningful(node.children);
    const base = this.#orNothing(left, node);
    if (right?.type === 'alias') {
      const alias: Alias = { kind: 'alias', ...spanOf(node), name: this.#textOf(right), base };
      return base.kind === 'alias' && base.base === undefined
        ? { ...alias, name: `${base.name}.${alias.name}`, base: undefined }
        : alias;
    }
    if (right?.type === 'tuple') return { kind: 'multi-alias', ...spanOf(node), base, items: this.#items(right) };
    const nameSpan = spanOf(right ?? node);
    const name = right === undefined ? '' : this.#textOf(right);
    return { kind: 'call', ...spanOf(node), receiver: base, name, nameSpan, args: [], parens: false, block: undefined };
  }

  #call(node: RawNode): Expr {
    const [target, ...rest] = this.#meaningful(node.children);
    if (target === undefined) return { kind: 'unreadable', ...spanOf(node), broken: true, children: [] };
    const callee = this.#callee(target);
    const argumentsNode = rest.find((child) => child.type === 'arguments');
    const doBlock = rest.find((child) => child.type === 'do_block');
    const { args, inline } = argumentsNode === undefined ? { args: [], inline: undefined } : this.#args(argumentsNode);
    const parens = argumentsNode !== undefined && this.#text[argumentsNode.start] === '(';
    return {
      kind: 'call',
      ...spanOf(node),
      ...callee,
      args,
      parens,
      block: doBlock === undefined ? inline : this.#doBlock(doBlock),
    };
  }

  #callee(target: RawNode): Pick<Call, 'receiver' | 'name' | 'nameSpan'> {
    if (target.type === 'identifier')
      return { receiver: undefined, name: this.#name(target), nameSpan: spanOf(target) };
    if (target.type === 'dot') {
      const dot = this.#dot(target);
      if (dot.kind === 'call') return { receiver: dot.receiver, name: dot.name, nameSpan: dot.nameSpan };
    }
    return { receiver: this.#expr(target), name: '', nameSpan: spanOf(target) };
  }

  #args(node: RawNode): { args: Expr[]; inline: DoBlock | undefined } {
    const args = this.#meaningful(node.children).map((child) => this.#expr(child));
    const last = args.at(-1);
    if (last?.kind !== 'list' || !last.bare) return { args, inline: undefined };
    const inline = inlineBlock(last);
    if (inline === undefined) return { args, inline };
    const kept = last.items.filter((item) => !isBlockPair(item));
    const first = kept[0];
    if (first === undefined) return { args: args.slice(0, -1), inline };
    return { args: [...args.slice(0, -1), { ...last, end: kept.at(-1)?.end ?? last.end, items: kept }], inline };
  }

  #doBlock(node: RawNode): DoBlock {
    const body: Expr[] = [];
    const parts: Record<string, Expr[]> = {};
    for (const child of this.#meaningful(node.children)) {
      const part = /^(else|rescue|after|catch)_block$/.exec(child.type)?.[1];
      if (part === undefined) body.push(this.#expr(child));
      else parts[part] = this.statements(child.children);
    }
    return { ...spanOf(node), inline: false, body, parts };
  }

  #access(node: RawNode): Expr {
    const [target, key] = this.#meaningful(node.children);
    return { kind: 'access', ...spanOf(node), target: this.#orNothing(target, node), key: this.#orNothing(key, node) };
  }

  #unary(node: RawNode): Expr {
    const operator = node.children.find((child) => !child.named);
    const operand = this.#orNothing(this.#meaningful(node.children)[0], node);
    const name = operator === undefined ? '' : this.#textOf(operator);
    if (name !== '@') return { kind: 'unary', ...spanOf(node), operator: name, operand };
    if (operand.kind === 'variable') {
      return { kind: 'attribute', ...spanOf(node), name: operand.name, value: undefined };
    }
    if (operand.kind === 'call' && operand.receiver === undefined) {
      return { kind: 'attribute', ...spanOf(node), name: operand.name, value: operand.args[0] };
    }
    return { kind: 'unary', ...spanOf(node), operator: name, operand };
  }

  #binary(node: RawNode): Expr {
    const parts = this.#meaningful(node.children);
    const operator = node.children.find((child, index) => !child.named && index > 0);
    return {
      kind: 'binary',
      ...spanOf(node),
      operator: operator === undefined ? '' : this.#textOf(operator).replace(/\s+/g, ' '),
      left: this.#orNothing(parts[0], node),
      right: this.#orNothing(parts[1], node),
    };
  }

  #clauses(node: RawNode): Clause[] {
    return this.statements(node.children).filter((child) => child.kind === 'clause');
  }

  #clause(node: RawNode): Clause {
    const bodyNode = node.children.find((child) => child.type === 'body');
    const head = this.#meaningful(node.children).find((child) => child.type !== 'body');
    const body = bodyNode === undefined ? [] : this.statements(bodyNode.children);
    if (head?.type === 'binary_operator') {
      const [params, guard] = this.#meaningful(head.children);
      return {
        kind: 'clause',
        ...spanOf(node),
        params:
          params?.type === 'arguments' ? this.#items(params) : this.statements(params === undefined ? [] : [params]),
        guard: guard === undefined ? undefined : this.#expr(guard),
        body,
      };
    }
    const params = head === undefined ? [] : this.#items(head);
    return { kind: 'clause', ...spanOf(node), params, guard: undefined, body };
  }

  #block(node: RawNode): Expr {
    const body = this.statements(node.children);
    const only = body[0];
    return only !== undefined && body.length === 1 ? only : { kind: 'block', ...spanOf(node), body };
  }

  #orNothing(node: RawNode | undefined, parent: RawNode): Expr {
    if (node !== undefined) return this.#expr(node);
    return { kind: 'unreadable', start: parent.end, end: parent.end, broken: true, children: [] };
  }
}

function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

function arrowToPair(item: Expr): Expr {
  if (item.kind !== 'binary' || item.operator !== '=>') return item;
  return { kind: 'pair', start: item.start, end: item.end, key: item.left, value: item.right };
}

const blockKeys = new Set(['do', 'else', 'rescue', 'after', 'catch']);

function isBlockPair(item: Expr): item is Pair {
  return item.kind === 'pair' && item.key.kind === 'atom' && blockKeys.has(item.key.name);
}

function inlineBlock(keywords: List): DoBlock | undefined {
  const pairs = keywords.items.filter(isBlockPair);
  const main = pairs.find((pair) => pair.key.kind === 'atom' && pair.key.name === 'do');
  if (main === undefined) return undefined;
  const parts: Record<string, Expr[]> = {};
  for (const pair of pairs) {
    if (pair !== main && pair.key.kind === 'atom') parts[pair.key.name] = bodyOf(pair.value);
  }
  return { start: main.start, end: keywords.end, inline: true, body: bodyOf(main.value), parts };
}

function bodyOf(value: Expr): Expr[] {
  return value.kind === 'block' ? [...value.body] : [value];
}
