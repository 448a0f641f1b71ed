import { describe, expect, it } from 'vitest';
import type { LookUp } from '../../../src/architect/context/look-up.ts';
import { changeOfCode, wholeModule, type CodeTarget } from '../../../src/editor/chat/apply-code.ts';
import { analysedContext } from '../../architect/tools/context.ts';

const post = `defmodule Blog.Post do
  use Ash.Resource, domain: Blog

  attributes do
    uuid_primary_key :id
  end
end
`;
const files: Readonly<Record<string, string>> = {
  'lib/blog.ex': 'defmodule Blog do\n  use Ash.Domain\n\n  resources do\n    resource Blog.Post\n  end\nend\n',
  'lib/blog/the_post.ex': post,
  'lib/blog/crlf.ex': 'one\r\ntwo\r\n',
};

const lookUp: Promise<LookUp> = analysedContext(files);

const at = (path: string, start: string, end = start): CodeTarget => {
  const text = files[path] ?? '';
  return { path, start: text.indexOf(start), end: text.indexOf(end) };
};

/** The text that a file would get, or why it would not. */
async function applied(code: string, target?: CodeTarget): Promise<string> {
  const change = await changeOfCode(code, target, await lookUp);
  if (!change.ok) return change.reason;
  return change.changes.files.map(({ path, after }) => `${path}\n${after}`).join('\n');
}

describe('a code block', () => {
  it.each([
    ['defmodule A.B do\nend\n', 'A.B'],
    ['# a comment\ndefmodule A do\n  x\nend', 'A'],
    ['defmodule A do\nend\n\ndefmodule B do\nend', undefined],
    ['attributes do\nend', undefined],
    ['  defmodule A do\n  end', undefined],
    ['', undefined],
  ])('%j is the module %s', (code, module) => {
    expect(wholeModule(code)).toBe(module);
  });

  it('that is a module replaces the file that holds it, wherever that is', async () => {
    const code = post.replace(':id', ':id\n    attribute :title, :string');
    expect(await applied(code)).toBe(`lib/blog/the_post.ex\n${code}`);
  });

  it('that is a new module becomes the file that its name says', async () => {
    const code = 'defmodule Blog.HTMLPage2 do\nend';
    expect(await applied(code)).toBe(`lib/blog/html_page2.ex\n${code}\n`);
  });

  it('that is a piece goes to the line of the cursor, indented as it is', async () => {
    const code = '  attribute :title, :string\n  attribute :body, :string\n';
    expect(await applied(code, at('lib/blog/the_post.ex', 'uuid_primary_key'))).toContain(
      '  attributes do\n    attribute :title, :string\n    attribute :body, :string\n    uuid_primary_key :id\n',
    );
  });

  it('that is a piece replaces the selection', async () => {
    const target = at('lib/blog/the_post.ex', 'uuid_primary_key :id', '\n  end\nend');
    expect(await applied('uuid_v7_primary_key :id', target)).toContain('do\n    uuid_v7_primary_key :id\n  end');
    const word = at('lib/blog/the_post.ex', ':id', '\n  end\nend');
    expect(await applied(':key', word)).toContain('    uuid_primary_key :key\n  end');
  });

  it('takes the line breaks of the file', async () => {
    expect(await applied('new\nlines', at('lib/blog/crlf.ex', 'two'))).toBe(
      'lib/blog/crlf.ex\none\r\nnew\r\nlines\r\ntwo\r\n',
    );
  });

  it('without a place for it says what to do', async () => {
    expect(await applied('attributes do\nend')).toMatch(/^Open the file and put the cursor/);
    expect(await applied(post)).toMatch(/has this text already/);
  });
});
