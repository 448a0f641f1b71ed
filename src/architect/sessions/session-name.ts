import type { ChatState } from '../chat/chat-state.ts';
import { cleanText } from '../safety/clean.ts';
import { redact } from '../safety/redact.ts';

const nameLimit = 60;

/** The name of a conversation in which nothing was said yet. */
const unnamed = 'New session';

/** The title that the conversation has, or the beginning of the first message; never empty. */
export function nameOf({ title, turns }: Pick<ChatState, 'title' | 'turns'>): string {
  const names = [title, turns[0]?.text ?? ''].map(shortened);
  return names.find((name) => name !== '') ?? unnamed;
}

/** A name as it may be shown and stored: one line, at most 60 characters, cut at a word, nothing secret or invisible. */
export function shortened(text: string): string {
  const line = redact(cleanText(text).text).replace(/\s+/g, ' ').trim();
  if (line.length <= nameLimit) return line;
  const cut = line.lastIndexOf(' ', nameLimit - 1);
  return `${line.slice(0, cut > nameLimit / 2 ? cut : nameLimit - 1).trimEnd()}…`;
}
