import { mentionKinds, type MentionKind } from '../../chat-state.ts';

/** What is being typed that can be completed. */
export type Word =
  | { readonly kind: 'command'; readonly prefix: string }
  | { readonly kind: 'mention'; readonly of: MentionKind | 'any'; readonly prefix: string; readonly start: number };

/** The word before the cursor: a command at the start of the text, or a mention after a space. */
export function wordAt(text: string, cursor: number): Word | undefined {
  const before = text.slice(0, cursor);
  const command = /^\/([a-z-]*)$/.exec(before);
  if (command !== null) return { kind: 'command', prefix: command[1] ?? '' };
  const mention = /(?:^|[\s(])@([^\s@]{0,200})$/u.exec(before);
  if (mention === null) return undefined;
  const word = mention[1] ?? '';
  const start = cursor - word.length - 1;
  const of = mentionKinds.find((kind) => word.startsWith(`${kind}:`));
  return of === undefined
    ? { kind: 'mention', of: 'any', prefix: word, start }
    : { kind: 'mention', of, prefix: word.slice(of.length + 1), start };
}

/** A message that begins with the name of a command, and what follows it. */
export function splitCommand(text: string, names: readonly string[]): { name: string; rest: string } | undefined {
  const [, name = '', rest = ''] = /^\/([a-z-]+)(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  return names.includes(name) ? { name, rest } : undefined;
}
