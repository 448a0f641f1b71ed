import type { Severity } from '../../checklist/finding.ts';
import type { Printable } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub turns into annotations on the lines. */
export function toGithub({ report }: Printable): string {
  const findings = report.findings.map(({ severity, path, range, rule, message }) => {
    const end = range.end.line === range.start.line ? `,endColumn=${range.end.column}` : '';
    const place = `file=${property(path)},line=${range.start.line},endLine=${range.end.line},col=${range.start.column}${end}`;
    return `::${commands[severity]} ${place},title=${property(rule)}::${data(message)}`;
  });
  const problems = report.problems.map(({ path, line, message }) => {
    const place = path === '' ? '' : ` file=${property(path)}${line === undefined ? '' : `,line=${line}`}`;
    return `::warning${place}::${data(message)}`;
  });
  return [...findings, ...problems].map((line) => `${line}\n`).join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
