import { z } from 'zod';
import { distributionSchema } from '../ash/demand/distribution-schema.ts';
import { severities, type Severity } from './finding.ts';
import type { Rule } from './rule.ts';
import { defaultWords, type Words } from './words.ts';

export const presets = ['essential', 'recommended', 'strict'] as const;

const ruleLevel = z.enum(['off', ...severities]);
const wordList = (what: string): z.ZodArray<z.ZodString> =>
  z
    .array(z.string())
    .describe(`Whole words, in snake_case, that name ${what}. A list given here replaces the built-in one.`);

/** The file `ash-architect.json`, which the editor and the command share. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  preset: z
    .enum(presets)
    .default('recommended')
    .describe(
      '`essential` reports errors, `recommended` errors, warnings and infos of tiers 1 and 2, `strict` hints as well.',
    ),
  rules: z
    .record(z.string(), ruleLevel)
    .default({})
    .describe('A severity for a rule, or `off`. A whole area is written `area/*`.'),
  words: z
    .strictObject({
      naturalKeys: wordList('things that are unique by nature, such as `email`').default([...defaultWords.naturalKeys]),
      money: wordList('amounts of money').default([...defaultWords.money]),
      sensitive: wordList('secrets').default([...defaultWords.sensitive]),
      enumerations: wordList('one of a few fixed values, such as `status`').default([...defaultWords.enumerations]),
    })
    .prefault({})
    .describe('The names that rules look for.'),
  wrappers: z
    .array(z.string())
    .default([])
    .describe('Modules outside the workspace whose `use` makes a resource, such as `Vendor.Resource`.'),
  ignore: z
    .array(z.string())
    .default([])
    .describe('Files on which nothing is reported, in the patterns of `.gitignore`. They are still read.'),
  tests: z.boolean().default(false).describe('Report on code below `test` folders too.'),
  migrations: z
    .strictObject({
      examine: z
        .enum(['changed', 'all'])
        .default('changed')
        .describe('Which migrations are examined: those changed since the merge base, or all.'),
      base: z.string().optional().describe('The revision that `changed` compares with.'),
    })
    .prefault({}),
  baseline: z
    .string()
    .default('ash-architect-baseline.json')
    .describe('The file with known findings, which are not reported again.'),
  tables: distributionSchema
    .default({})
    .describe('What the rows of tables are like, by table: proofs of indexes fill the tables like that.'),
  failOn: z
    .enum([...severities, 'never'])
    .default('warning')
    .describe('The command exits with 1 when there is a finding of this severity or a worse one.'),
});

export type Config = z.output<typeof configSchema>;

export const defaultConfig: Config = configSchema.parse({});

export function wordsOf(config: Config): Words {
  return config.words;
}

/** The severity of a finding under a configuration; undefined when it is not reported. */
export function configuredSeverity(
  config: Config,
  id: string,
  rule: Pick<Rule, 'tier'>,
  severity: Severity,
): Severity | undefined {
  const area = id.slice(0, id.indexOf('/'));
  const level = config.rules[id] ?? config.rules[`${area}/*`];
  if (level === 'off') return undefined;
  if (level !== undefined) return level;
  if (rule.tier === 3) return undefined;
  switch (config.preset) {
    case 'essential':
      return severity === 'error' ? severity : undefined;
    case 'recommended':
      return severity === 'hint' ? undefined : severity;
    case 'strict':
      return severity;
  }
}
