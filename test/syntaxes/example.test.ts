import { describe, expect, it } from 'vitest';
import type { RawNode } from '../../src/elixir/raw-tree.ts';
import { testParser } from '../helpers/parser.ts';
import { readFolder } from '../helpers/workspace.ts';
import { tokenize, type Token } from './tokenize.ts';

const files = Object.entries(readFolder('examples/helpdesk')).filter(([path]) => /\.exs?$|^mix\.lock$/.test(path));

type Kind = 'code' | 'string' | 'comment';

/** What the parser says of each character. */
function kindsOfTree(root: RawNode, text: string): Kind[] {
  const kinds = new Array<Kind>(text.length).fill('code');
  const visit = (node: RawNode): void => {
    const kind = kindsOfNodes[node.type];
    if (kind !== undefined) kinds.fill(kind, node.start, node.end);
    node.children.forEach(visit);
  };
  visit(root);
  return kinds;
}

const kindsOfNodes: Partial<Record<string, Kind>> = {
  comment: 'comment',
  string: 'string',
  charlist: 'string',
  sigil: 'string',
  quoted_atom: 'string',
  quoted_keyword: 'string',
  interpolation: 'code',
};

/** What is a string to Elixir, documentation and SQL included. */
const stringScope =
  /^string\b|^comment\.block\.documentation|^constant\.language\.symbol\..*quoted|^meta\.embedded\.block/;

/** What the grammars say of a token. */
function kindOfToken({ scopes }: Token): Kind {
  let kind: Kind = 'code';
  for (const scope of scopes) {
    if (scope === 'meta.embedded.line.elixir') kind = 'code';
    else if (stringScope.test(scope)) kind = 'string';
    else if (scope.startsWith('comment.line.number-sign')) kind = 'comment';
  }
  return kind;
}

describe('the example', () => {
  it.each(files)('%s is read to its end', async (_, text) => {
    expect((await tokenize(text)).open).toBe(0);
  });

  it.each(files)('%s has the strings and comments that the parser finds', async (_, text) => {
    const tree = (await testParser()).parseRaw(text);
    if (!tree.ok) throw new Error(tree.reason);
    const kinds = kindsOfTree(tree.root, text);
    const { tokens } = await tokenize(text);
    const wrong = tokens.filter((token) => {
      const kind = kindOfToken(token);
      return Array.from(token.text.matchAll(/\S/g)).some(({ index }) => kinds[token.start + index] !== kind);
    });
    expect(wrong).toEqual([]);
  });
});
