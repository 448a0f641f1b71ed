import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configSchema, configuredSeverity, defaultConfig, type Config } from '../../src/checklist/config.ts';
import { severities, type Severity } from '../../src/checklist/finding.ts';
import { defineRule, type Rule } from '../../src/checklist/rule.ts';
import { defaultWords } from '../../src/checklist/words.ts';
import { violations } from '../helpers/schema.ts';

const schema = 'docs/schemas/ash-architect.schema.json';
const rule = (tier: 1 | 2 | 3): Rule =>
  defineRule({ subject: 'resource', tier, severity: 'warning', summary: '', messages: {}, check: () => [] });
const of = (config: object): Config => configSchema.parse(config);
const reported = (config: Config, tier: 1 | 2 | 3 = 1): (Severity | undefined)[] =>
  severities.map((severity) => configuredSeverity(config, 'types/a', rule(tier), severity));

it('has defaults for everything', () => {
  expect(defaultConfig).toMatchObject({
    preset: 'recommended',
    failOn: 'warning',
    tests: false,
    ignore: [],
    rules: {},
  });
  expect(defaultConfig.migrations).toEqual({ examine: 'changed' });
  expect(defaultConfig.words).toEqual(defaultWords);
  expect(of({ words: { money: ['toll'] } }).words).toEqual({ ...defaultWords, money: ['toll'] });
});

it('reports by preset', () => {
  expect(reported(of({ preset: 'essential' }))).toEqual(['error', undefined, undefined, undefined]);
  expect(reported(of({}))).toEqual(['error', 'warning', 'info', undefined]);
  expect(reported(of({ preset: 'strict' }))).toEqual([...severities]);
});

it('lets rules go before areas, areas before presets, and asks for tier 3 by name', () => {
  expect(reported(of({ rules: { 'types/*': 'hint', 'types/a': 'error' } }))).toEqual(Array(4).fill('error'));
  expect(reported(of({ preset: 'essential', rules: { 'types/*': 'hint' } }))).toEqual(Array(4).fill('hint'));
  expect(reported(of({ rules: { 'types/a': 'off' } }))).toEqual(Array(4).fill(undefined));
  expect(reported(of({ preset: 'strict' }), 3)).toEqual(Array(4).fill(undefined));
  expect(reported(of({ rules: { 'types/a': 'info' } }), 3)).toEqual(Array(4).fill('info'));
});

it('is described by the published schema, which the example in the README keeps to', () => {
  const readme = readFileSync('README.md', 'utf8');
  const example: unknown = JSON.parse(/```json\n(\{[\s\S]*?\n\})\n```/.exec(readme)![1]!);
  expect(violations(schema, example)).toEqual([]);
  expect(configSchema.safeParse(example).success).toBe(true);
  for (const wrong of [
    { preset: 'loud' },
    { unknown: 1 },
    { migrations: { since: 'main' } },
    { rules: { a: 'fatal' } },
  ]) {
    expect(violations(schema, wrong)).not.toEqual([]);
    expect(configSchema.safeParse(wrong).success).toBe(false);
  }
});
