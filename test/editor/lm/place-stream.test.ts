import { describe, expect, it } from 'vitest';
import { PlaceStream } from '../../../src/editor/chat/lm/place-stream.ts';

const known = new Set(['lib/a.ex', 'lib/shop/order-line.ex', 'mix.exs', 'priv/repo/migrations/1_a.exs']);

/** Places as `«path:line»` within the text. */
function shown(text: string, size = text.length): string {
  const places = new PlaceStream((path) => known.has(path));
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  const parts = [...pieces.flatMap((piece) => places.add(piece)), ...places.end()];
  return parts
    .map((part) =>
      part.kind === 'text' ? part.text : `«${part.path}${part.line === undefined ? '' : `:${part.line}`}»`,
    )
    .join('');
}

const cases: readonly (readonly [string, string])[] = [
  ['See `lib/a.ex:12`.', 'See «lib/a.ex:12».'],
  ['See lib/a.ex:12, and mix.exs.', 'See «lib/a.ex:12», and «mix.exs».'],
  ['(lib/a.ex:12:3) and lib/shop/order-line.ex:4-9', '(«lib/a.ex:12») and «lib/shop/order-line.ex:4»'],
  ['| `priv/repo/migrations/1_a.exs:2` | x |', '| «priv/repo/migrations/1_a.exs:2» | x |'],
  ['lib/unknown.ex:1', 'lib/unknown.ex:1'],
  ['`mix test lib/a.ex:12` runs it', '`mix test lib/a.ex:12` runs it'],
  ['[there](lib/a.ex:12)', '[there](lib/a.ex:12)'],
  ['deps/lib/a.ex:1 and lib/a.exs and lib/a.ex.bak', 'deps/lib/a.ex:1 and lib/a.exs and lib/a.ex.bak'],
  ['https://x.y/lib/a.ex:1', 'https://x.y/lib/a.ex:1'],
  ['lib/a.ex\n```elixir\nlib/a.ex:1\n```\nlib/a.ex:2', '«lib/a.ex»\n```elixir\nlib/a.ex:1\n```\n«lib/a.ex:2»'],
];

describe('places in Markdown', () => {
  it.each(cases)('%j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('are found however the text is cut into pieces', () => {
    for (const [text, expected] of cases) {
      for (let size = 1; size <= text.length; size++) expect(shown(text, size), `${text} by ${size}`).toBe(expected);
    }
  });
});
