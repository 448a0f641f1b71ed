import { z } from 'zod';
import type { ModelInfo } from '../provider.ts';

const schema = z.object({
  id: z.string().min(1),
  display_name: z.string().nullish(),
  lifecycle: z.string().nullish(),
  max_input_tokens: z.number().nullish(),
  max_tokens: z.number().nullish(),
  capabilities: z
    .object({ thinking: z.object({ types: z.object({ adaptive: z.object({ supported: z.boolean() }) }) }) })
    .nullish()
    .catch(undefined),
});

/** What every model of the API takes at least. */
const smallestWindow = 200_000;

/** Undefined for what is no model, or none any more. */
export function modelInfo(raw: unknown): ModelInfo | undefined {
  const read = schema.safeParse(raw);
  if (!read.success || read.data.lifecycle === 'retired') return undefined;
  const { id, display_name, max_input_tokens, max_tokens, capabilities } = read.data;
  return {
    id,
    name: display_name ?? id,
    maxInput: max_input_tokens ?? smallestWindow,
    maxOutput: max_tokens ?? undefined,
    canThink: capabilities?.thinking.types.adaptive.supported ?? false,
  };
}
