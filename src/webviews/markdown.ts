import MarkdownIt, { type Env, type Token } from 'markdown-it';

export type MarkdownToken = Token;
export type MarkdownEnv = Env;

/**
 * One reading of Markdown for both sides: the view draws its tokens, the host finds a code block by its number.
 * HTML is text. Links may lead to the web or to a file of the project.
 */
const parser = new MarkdownIt({ html: false, linkify: true, typographer: false });
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
parser.validateLink = (url) => linkTarget(url) !== undefined;

export function parseMarkdown(text: string, env: Env): Token[] {
  return parser.parse(text, env);
}

export type LinkTarget =
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string; readonly line: number | undefined };

/** Where a link leads; undefined for every scheme but `http` and `https`, and for what is no relative path. */
export function linkTarget(url: string): LinkTarget | undefined {
  if (url.length > 2_000) return undefined;
  if (/^https?:\/\/[^\s\\]+$/i.test(url)) return { kind: 'web', url };
  return fileTarget(decoded(url));
}

/** A path inside the project, as `lib/a.ex`, `lib/a.ex:12`, `lib/a.ex#L12` or `lib/a.ex:12:5`. */
export function fileTarget(text: string): LinkTarget | undefined {
  const match =
    /^(?:\.\/)?([\w@+-][\w@+. -]*(?:\/[\w@+. -]+)*\.[A-Za-z][A-Za-z0-9]{0,7})(?:(?::|#L)(\d{1,7})(?:[-:]\S*)?)?$/.exec(
      text,
    );
  if (match?.[1] === undefined || match[1].split('/').includes('..')) return undefined;
  return { kind: 'file', path: match[1], line: match[2] === undefined ? undefined : Math.max(1, Number(match[2])) };
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** The code block of a Markdown text with a number, counted from 0 in reading order. */
export function codeBlock(text: string, index: number): { language: string; text: string } | undefined {
  const token = parseMarkdown(text, {}).filter(isCodeBlock)[index];
  return token && { language: languageOf(token), text: token.content };
}

export function isCodeBlock({ type }: Token): boolean {
  return type === 'fence' || type === 'code_block';
}

/** The first word after the fence, such as `elixir`. */
export function languageOf({ info }: Token): string {
  return /^[\w+#.-]{1,30}/.exec(info.trim())?.[0] ?? '';
}
