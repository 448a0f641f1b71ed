import { asData } from '../safety/as-data.ts';
import { bounded } from '../safety/bounded.ts';
import type { ToolContext, ToolResult } from '../tool.ts';

/** In characters: about 8,000 tokens. */
export const resultLimit = 32_000;

/**
 * A tool's answer made of text that others wrote: without secrets, cut by whole lines, marked as data. `more` says how
 * to get what was cut; `note` is our own and stands behind the data.
 */
export function dataResult(
  { clock }: Pick<ToolContext, 'clock'>,
  origin: string,
  text: string,
  options: { readonly more: string; readonly note?: string; readonly limit?: number },
): ToolResult {
  const { text: shown, note } = bounded(text, options.limit ?? resultLimit, options.more);
  const notes = [note, options.note].filter((part) => part !== undefined && part !== '');
  return { text: [asData(origin, shown, clock.randomId()), ...notes].join('\n') };
}

export function failure(reason: string): ToolResult {
  return { text: reason, isError: true };
}
