/** A literal of Elixir, as it is printed in an operation. */
export type Literal =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'atom'; readonly name: string }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Literal[] }
  | { readonly kind: 'map'; readonly pairs: readonly (readonly [key: Literal, value: Literal])[] }
  /** `fragment("now()")` */
  | { readonly kind: 'fragment'; readonly sql: string };

/** Reads one literal; undefined for any other code. */
export function parseLiteral(code: string): Literal | undefined {
  const reader = new LiteralReader(code);
  const literal = reader.value();
  return reader.isAtEnd ? literal : undefined;
}

const token =
  /\s*("(?:[^"\\]|\\.)*"|fragment\(|%\{|=>|[[\](){},]|-?\d[\d_]*(?:\.[\d_]+)?(?:[eE][-+]?\d+)?|:"(?:[^"\\]|\\.)*"|:?\w+[?!]?:?)/sy;

/** Goes through the tokens of a text, one after the other. */
class LiteralReader {
  readonly #code: string;
  #offset = 0;

  constructor(code: string) {
    this.#code = code.trim();
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#code.length;
  }

  value(): Literal | undefined {
    const next = this.#next();
    if (next === undefined) return undefined;
    if (next === '[') return collection('list', this.#items(']'));
    if (next === '{') return collection('tuple', this.#items('}'));
    if (next === '%{') return mapOf(this.#items('}'));
    if (next === 'fragment(') {
      const [argument, ...more] = this.#items(')') ?? [];
      return argument?.kind === 'string' && more.length === 0 ? { kind: 'fragment', sql: argument.text } : undefined;
    }
    if (next.startsWith('"')) return { kind: 'string', text: unescaped(next.slice(1, -1)) };
    if (next.startsWith(':"')) return { kind: 'atom', name: unescaped(next.slice(2, -1)) };
    if (/^-?\d/.test(next)) return { kind: 'number', text: next.replaceAll('_', '') };
    if (next.startsWith(':')) return { kind: 'atom', name: next.slice(1) };
    return ['true', 'false', 'nil'].includes(next) ? { kind: 'atom', name: next } : undefined;
  }

  /** Values up to a closing token; pairs are tuples of two. */
  #items(close: string): Literal[] | undefined {
    const items: Literal[] = [];
    while (this.#peek() !== close) {
      const item = this.#item();
      if (item === undefined) return undefined;
      items.push(item);
      if (this.#peek() === ',') this.#next();
      else if (this.#peek() !== close) return undefined;
    }
    this.#next();
    return items;
  }

  #item(): Literal | undefined {
    const key = /^(\w+[?!]?):$/.exec(this.#peek() ?? '')?.[1];
    if (key !== undefined) {
      this.#next();
      return pair({ kind: 'atom', name: key }, this.value());
    }
    const value = this.value();
    if (value === undefined || this.#peek() !== '=>') return value;
    this.#next();
    return pair(value, this.value());
  }

  #peek(): string | undefined {
    token.lastIndex = this.#offset;
    return token.exec(this.#code)?.[1];
  }

  #next(): string | undefined {
    token.lastIndex = this.#offset;
    const found = token.exec(this.#code)?.[1];
    if (found !== undefined) this.#offset = token.lastIndex;
    return found;
  }
}

function collection(kind: 'list' | 'tuple', items: readonly Literal[] | undefined): Literal | undefined {
  return items === undefined ? undefined : { kind, items };
}

function pair(key: Literal, value: Literal | undefined): Literal | undefined {
  return value === undefined ? undefined : { kind: 'tuple', items: [key, value] };
}

function mapOf(items: readonly Literal[] | undefined): Literal | undefined {
  const pairs = items?.flatMap((item): [Literal, Literal][] => {
    const [key, value] = item.kind === 'tuple' ? item.items : [];
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return pairs === undefined || pairs.length !== items?.length ? undefined : { kind: 'map', pairs };
}

/** An Elixir string without its escapes. */
export function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ', 0: '\0' };
  return text.replace(/\\(.)/gs, (_, letter: string) => named[letter] ?? letter);
}
