import { lookOnce, type LookUp } from '../../architect/context/look-up.ts';
import { suggestMentions, type Selection } from '../../architect/context/suggest-mentions.ts';
import { bounds, mentionKinds, type MentionKind } from '../../webviews/chat-state.ts';
import type { Suggestion } from '../../webviews/protocol.ts';

const limit = 50;

/** How many of each kind are offered where any will do. */
const limitOfKind = 8;

/** What `@` can name, for what was typed after it. */
export async function findSuggestions(
  of: MentionKind | 'any',
  prefix: string,
  lookUp: LookUp,
  selection: Selection | undefined,
): Promise<readonly Suggestion[]> {
  const kinds = of === 'any' ? mentionKinds : [of];
  const looking = lookOnce(lookUp);
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const items = await suggestMentions(`@${kind}:${prefix}`, looking, selection);
      return items
        .slice(0, of === 'any' ? limitOfKind : limit)
        .map(({ insert, label, detail }) => ({ kind, id: insert, label: cut(label), detail: cut(detail) }));
    }),
  );
  return found.flat().slice(0, limit);
}

const cut = (text: string): string => text.slice(0, bounds.line);
