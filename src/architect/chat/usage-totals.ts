import type { Usage } from '../provider.ts';

export const noUsage: Usage = {
  input: undefined,
  cached: undefined,
  cacheWritten: undefined,
  output: undefined,
  thinking: undefined,
};

/** What was never told stays undefined: a total of nothing known is not zero. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: add(a.input, b.input),
    cached: add(a.cached, b.cached),
    cacheWritten: add(a.cacheWritten, b.cacheWritten),
    output: add(a.output, b.output),
    thinking: add(a.thinking, b.thinking),
  };
}

const add = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
