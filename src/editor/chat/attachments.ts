import type { Attachment } from '../../architect/chat/chat-event.ts';
import { lookOnce, type LookUp } from '../../architect/context/look-up.ts';
import { parseMentions, printMention, type Mention } from '../../architect/context/mention.ts';
import { resolveMention } from '../../architect/context/resolve-mention.ts';
import type { Mention as Chip } from '../../webviews/chat-state.ts';

export interface Attached {
  readonly attachments: readonly Attachment[];
  /** Sentences about what could not be found. */
  readonly complaints: readonly string[];
}

/** What the chips of a message and the mentions in its words add to it. Each thing is attached once. */
export async function attachMentions(text: string, chips: readonly Chip[], lookUp: LookUp): Promise<Attached> {
  const mentions = new Map<string, Mention>();
  for (const { mention } of [...chips.flatMap(({ id }) => parseMentions(id)), ...parseMentions(text)]) {
    mentions.set(printMention(mention), mention);
  }
  const looking = lookOnce(lookUp);
  const attachments: Attachment[] = [];
  const complaints: string[] = [];
  for (const mention of mentions.values()) {
    const found = await resolveMention(mention, looking);
    if (found.ok) attachments.push({ kind: mention.kind, label: labelOf(mention, found.label), text: found.body });
    else complaints.push(found.reason);
  }
  return { attachments, complaints };
}

/** A finding is named by its rule and place; all else as it was found. */
function labelOf(mention: Mention, label: string): string {
  return mention.kind === 'finding' ? `${mention.rule} ${mention.path}:${mention.line}` : label;
}

/** A command's words with its chips behind them, as it would have been typed. */
export function typedCommand(name: string, text: string, chips: readonly Chip[]): string {
  const words = [`/${name}`, text.trim(), ...chips.map(({ id }) => id).filter((id) => !text.includes(id))];
  return words.filter((word) => word !== '').join(' ');
}
