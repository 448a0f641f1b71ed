import { z } from 'zod';

/** PostgreSQL's table locks, by what they keep out (documentation, 13.3 and ALTER TABLE). */
export const locks = [
  'none',
  'share update exclusive',
  'share',
  'share row exclusive',
  'access exclusive',
  'unknown',
] as const;

/** What running an operation costs on a table that has rows. */
export const costSchema = z.strictObject({
  lock: z.enum(locks),
  work: z
    .enum(['none', 'scan', 'rewrite', 'unknown'])
    .describe('Whether every row is read, or written anew, while the lock is held.'),
  safer: z.string().optional().describe('The same in steps that keep nobody waiting.'),
});

export type Cost = z.infer<typeof costSchema>;
