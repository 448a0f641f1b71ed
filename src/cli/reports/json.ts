import { z } from 'zod';
import type { Choice } from '../../checklist/choice.ts';
import { checklistItems, severities, type Fix } from '../../checklist/finding.ts';
import type { Printable } from './report.ts';

const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });

/** What a fix asks before it can be made: in the editor, for no answer comes from a command. */
const choice = z.union([
  z.strictObject({
    kind: z.literal('one'),
    prompt: z.string(),
    options: z.array(z.strictObject({ label: z.string(), description: z.string() })),
  }),
  z.strictObject({
    kind: z.literal('many'),
    prompt: z.string(),
    values: z
      .array(z.strictObject({ value: z.string(), picked: z.boolean(), description: z.string() }))
      .describe('Values that the code speaks of; others may be chosen, too.'),
    minimum: z.int().min(0),
  }),
]);

const fix = z.strictObject({ title: z.string(), safe: z.boolean(), choice: choice.optional() });

/** What `check --format json` prints. Lines and columns count from 1, columns in UTF-16 units; ends are exclusive. */
export const checkJsonSchema = z.strictObject({
  version: z.literal(1),
  versions: z.record(z.string(), z.string()).describe('Locked package versions; assumed ones where there is no lock.'),
  stats: z.strictObject({
    files: z.int(),
    resources: z.int(),
    domains: z.int(),
    migrations: z.int(),
    snapshots: z.int(),
    ms: z.int(),
  }),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      area: z.string(),
      severity: z.enum(severities),
      path: z.string().describe('Relative to the root that was given.'),
      range: z.strictObject({ start: position, end: position }),
      message: z.string(),
      fixes: z.array(fix),
    }),
  ),
  checklist: z.array(
    z.strictObject({
      resource: z.string(),
      path: z.string(),
      line: z.int().min(1),
      items: z
        .array(
          z.strictObject({
            area: z.enum(checklistItems),
            state: z.enum(['open', 'passed', 'flagged', 'not-examined']),
            findings: z.array(z.int()).describe('Indexes into `findings`.'),
            reason: z.string().optional(),
          }),
        )
        .length(5),
    }),
  ),
  problems: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});

export type CheckJson = z.output<typeof checkJsonSchema>;

export function toJson({ report, ms }: Printable): CheckJson {
  return {
    version: 1,
    versions: { ...report.versions },
    stats: { ...report.stats, ms: Math.round(ms) },
    findings: report.findings.map(({ rule, area, severity, path, range, message, fixes }) => ({
      rule,
      area,
      severity,
      path,
      range: { start: { ...range.start }, end: { ...range.end } },
      message,
      fixes: fixes.map(toFix),
    })),
    checklist: report.checklist.map(({ resource, path, line, items }) => ({
      resource,
      path,
      line,
      items: items.map((item) => ({ ...item, findings: [...item.findings] })),
    })),
    problems: report.problems.map(({ path, message }) => ({ path, message })),
  };
}

function toFix({ title, safe, choice: asked }: Fix): CheckJson['findings'][number]['fixes'][number] {
  return asked === undefined ? { title, safe } : { title, safe, choice: toChoice(asked) };
}

function toChoice(asked: Choice): z.output<typeof choice> {
  const { kind, prompt } = asked;
  if (kind === 'one') {
    return { kind, prompt, options: asked.options.map(({ label, description }) => ({ label, description })) };
  }
  return { kind, prompt, values: asked.values.map((offered) => ({ ...offered })), minimum: asked.minimum };
}
