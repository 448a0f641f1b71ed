import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import manifest from '../../package.json' with { type: 'json' };

/** One rule of a grammar, as far as the tests look into it. */
export interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly include?: string;
  readonly patterns?: readonly Rule[];
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly endCaptures?: Readonly<Record<string, Rule>>;
}

export interface Grammar {
  readonly scopeName: string;
  readonly injectionSelector?: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

export interface Token {
  readonly text: string;
  readonly start: number;
  /** From the outermost to the innermost, without the root. */
  readonly scopes: readonly string[];
}

/** Stands for the grammar of SQL that VS Code brings; its strings and comments run on as the real one's do. */
const sql: Grammar = {
  scopeName: 'source.sql',
  patterns: [
    { name: 'comment.line.double-dash.sql', match: '--.*$' },
    { name: 'comment.block.sql', begin: '/\\*', end: '\\*/' },
    { name: 'string.quoted.single.sql', begin: "'", end: "'" },
    { name: 'string.quoted.double.sql', begin: '"', end: '"' },
    { name: 'keyword.other.sql', match: '(?i)\\b(?:select|from|where|create|drop|index|on|and|or|is|not|null)\\b' },
  ],
  repository: {},
};

/** Stands for another extension's grammar of the same language: nothing but comments, strings and brackets. */
const otherElixir: Grammar = {
  scopeName: 'source.elixir',
  patterns: [
    { name: 'comment.line.other', match: '#.*$' },
    { name: 'string.quoted.double.heredoc.other', begin: '"""', end: '^\\s*"""' },
    { name: 'string.quoted.double.other', begin: '"', end: '"', patterns: [{ match: '\\\\.' }] },
    { name: 'punctuation.other', match: '[\\[\\](){}]' },
    { name: 'variable.other', match: '\\w+' },
  ],
  repository: {},
};

/** The grammars that the manifest names. */
export const grammars: readonly Grammar[] = manifest.contributes.grammars.map(
  ({ path }) => JSON.parse(readFileSync(path, 'utf8')) as Grammar,
);

const injected = manifest.contributes.grammars.filter((grammar) => 'injectTo' in grammar);

async function load(elixir?: Grammar): Promise<textmate.IGrammar> {
  const known = new Map([...grammars, sql, ...(elixir === undefined ? [] : [elixir])].map((it) => [it.scopeName, it]));
  const registry = new textmate.Registry({
    onigLib: startOniguruma(),
    loadGrammar: (scopeName) => {
      const grammar = known.get(scopeName);
      const parsed = grammar && textmate.parseRawGrammar(JSON.stringify(grammar), `${scopeName}.json`);
      return Promise.resolve(parsed);
    },
    getInjections: (scopeName) =>
      injected.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((grammar) => grammar.scopeName),
  });
  const grammar = await registry.loadGrammar('source.elixir');
  if (grammar === null) throw new Error('the grammar of Elixir could not be loaded');
  return grammar;
}

let started: Promise<textmate.IOnigLib> | undefined;

export function startOniguruma(): Promise<textmate.IOnigLib> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  started ??= oniguruma.loadWASM({ data: new Uint8Array(readFileSync(wasm)).buffer }).then(() => ({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }));
  return started;
}

let own: Promise<textmate.IGrammar> | undefined;
let other: Promise<textmate.IGrammar> | undefined;

/** All tokens of a text, and how many regions are open behind its last line. */
export async function tokenize(
  text: string,
  host: 'own' | 'other' = 'own',
): Promise<{ tokens: Token[]; open: number }> {
  const grammar = await (host === 'own' ? (own ??= load()) : (other ??= load(otherElixir)));
  const tokens: Token[] = [];
  let stack = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const piece = line.slice(startIndex, endIndex);
      if (piece !== '') tokens.push({ text: piece, start: offset + startIndex, scopes: scopes.slice(1) });
    }
    stack = result.ruleStack;
    offset += line.length + 1;
  }
  return { tokens, open: stack.depth - 1 };
}

/** The scopes that every visible character between « and » has. */
export async function scopesAt(marked: string, host: 'own' | 'other' = 'own'): Promise<readonly string[]> {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  if (start < 0 || end <= start) throw new Error(`nothing is marked in ${marked}`);
  const { tokens } = await tokenize(marked.replace('«', '').replace('»', ''), host);
  const inside = tokens.filter(
    (token) => token.start < end && token.start + token.text.length > start && token.text.trim() !== '',
  );
  const [first, ...rest] = inside;
  return first?.scopes.filter((scope) => rest.every((token) => token.scopes.includes(scope))) ?? [];
}
