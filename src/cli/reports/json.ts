import { z } from 'zod';
import { checklistItems, severities } from '../../checklist/finding.ts';
import type { Printable } from './report.ts';

const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });

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
      fixes: z.array(z.strictObject({ title: z.string(), safe: z.boolean() })),
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
      fixes: fixes.map(({ title, safe }) => ({ title, safe })),
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
