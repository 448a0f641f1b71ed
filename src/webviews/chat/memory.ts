import * as z from 'zod';
import { bounds, mentionSchema } from '../chat-state.ts';
import type { Host } from './host.ts';

/** What belongs to the view alone and outlives its page; everything else comes from the host. */
const memorySchema = z.object({
  draft: z.string().max(bounds.draft),
  mentions: z.array(mentionSchema).max(bounds.mentions).readonly(),
  /** The hunks that are left out, by approval. */
  leftOut: z.record(z.string(), z.array(z.string()).readonly()),
});

type Content = Readonly<z.infer<typeof memorySchema>>;

export interface Memory {
  readonly read: () => Content;
  readonly change: (changes: Partial<Content>) => void;
}

export function recallMemory(host: Host): Memory {
  let content: Content = memorySchema.safeParse(host.recall()).data ?? { draft: '', mentions: [], leftOut: {} };
  return {
    read: () => content,
    change(changes) {
      content = { ...content, ...changes };
      host.remember(content);
    },
  };
}
