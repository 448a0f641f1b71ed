import { z } from 'zod';
import type { Baseline } from './baseline.ts';

/** The form of a baseline's file. */
export const baselineSchema: z.ZodType<Baseline> = z.strictObject({
  version: z.literal(1),
  findings: z.array(
    z.strictObject({ rule: z.string(), path: z.string(), text: z.string(), count: z.int().positive() }),
  ),
});
