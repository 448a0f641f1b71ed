import type { ReportedFinding } from '../../analysis/port.ts';
import type { Severity } from '../../checklist/finding.ts';
import { rules } from '../../checklist/rules.generated.ts';
import { ruleUrl } from '../../checklist/rule-url.ts';
import type { Printable } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** SARIF 2.1.0. Columns are UTF-16 units, as the format's default has it. */
export function toSarif({ report }: Printable, version: string): object {
  const ids = [...new Set([...rules.keys(), ...report.findings.map((finding) => finding.rule)])];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Ash Architect',
            semanticVersion: version,
            rules: ids.map(toRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => toResult(finding, ids)),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.problems.map(({ path, message }) => ({
              level: 'warning',
              message: { text: message },
              ...(path === '' ? {} : { locations: [{ physicalLocation: { artifactLocation: artifact(path) } }] }),
            })),
          },
        ],
      },
    ],
  };
}

function toRule(id: string): object {
  const rule = rules.get(id);
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: rule.summary },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function toResult(finding: ReportedFinding, ids: readonly string[]): object {
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: physical(finding.path, finding.range) }],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((related, index) => ({
            id: index + 1,
            physicalLocation: physical(related.path, related.range),
            message: { text: related.message },
          })),
        }),
  };
}

function physical(path: string, { start, end }: ReportedFinding['range']): object {
  return {
    artifactLocation: artifact(path),
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

function artifact(path: string): object {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
