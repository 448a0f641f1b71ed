/** Something of the project that a message speaks of, written `@kind:name`. */
export type Mention =
  | { readonly kind: 'resource' | 'domain'; readonly name: string }
  | { readonly kind: 'migration' | 'file'; readonly path: string }
  | { readonly kind: 'finding'; readonly rule: string; readonly path: string; readonly line: number }
  | { readonly kind: 'selection'; readonly path: string; readonly startLine: number; readonly endLine: number };

export const mentionKinds = ['resource', 'domain', 'migration', 'file', 'finding', 'selection'] as const;

/** A mention in a text, with its offsets. */
export interface PlacedMention {
  readonly mention: Mention;
  readonly start: number;
  readonly end: number;
}

/** As it stands in a message; `parseMentions` reads it again. Paths with blanks are put into quotes. */
export function printMention(mention: Mention): string {
  switch (mention.kind) {
    case 'resource':
    case 'domain':
      return `@${mention.kind}:${mention.name}`;
    case 'migration':
    case 'file':
      return `@${mention.kind}:${quoted(mention.path)}`;
    case 'finding':
      return `@finding:${mention.rule}:${quoted(`${mention.path}:${mention.line}`)}`;
    case 'selection':
      return `@selection:${quoted(`${mention.path}:${mention.startLine}-${mention.endLine}`)}`;
  }
}

/** All mentions of a message in their order; what only looks like one (an address, an Elixir attribute) is left alone. */
export function parseMentions(text: string): PlacedMention[] {
  const pattern = /(?<![\w.@])@(resource|domain|migration|file|finding|selection):((?:[\w/-]+:)?"[^"\n]+"|[^\s"]+)/g;
  return [...text.matchAll(pattern)].flatMap((match): PlacedMention[] => {
    const [, kind = '', given = ''] = match;
    const isQuoted = given.endsWith('"');
    const value = isQuoted ? given.replaceAll('"', '') : given.replace(/[.,;:!?)\]]+$/, '');
    const mention = readMention(kind, value);
    if (mention === undefined) return [];
    const length = `@${kind}:`.length + (isQuoted ? given.length : value.length);
    return [{ mention, start: match.index, end: match.index + length }];
  });
}

function readMention(kind: string, value: string): Mention | undefined {
  switch (kind) {
    case 'resource':
    case 'domain':
      return /^[A-Z][\w.]*$/.test(value) ? { kind, name: value } : undefined;
    case 'migration':
    case 'file':
      return value === '' ? undefined : { kind, path: value };
    case 'finding': {
      const [, rule = '', path = '', line = ''] = /^([\w-]+\/[\w-]+):(.+):(\d+)$/.exec(value) ?? [];
      return rule === '' ? undefined : { kind, rule, path, line: Number(line) };
    }
    case 'selection': {
      const [, path = '', start = '', end = ''] = /^(.+):(\d+)-(\d+)$/.exec(value) ?? [];
      return path === '' ? undefined : { kind, path, startLine: Number(start), endLine: Number(end) };
    }
    default:
      return undefined;
  }
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}
