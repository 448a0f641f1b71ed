import type { ReportedFinding } from '../../analysis/port.ts';
import { plural } from '../../base/names.ts';
import type { Verdict } from '../change-set.ts';

/** How many items of one kind are told. */
const itemLimit = 12;

/** The longest item, in characters. */
const itemLength = 400;

/** A verdict in words, for models and cards: what is wrong first, then what became better. At most some 60 lines. */
export function describeVerdict(verdict: Verdict): string {
  const { broken, added, unresolved, format, open, fixed, remaining, isAcceptable } = verdict;
  return [
    isAcceptable ? 'The check passed.' : 'The check failed: this cannot stay as it is.',
    ...listed('Files that do not parse', broken, ({ path, message }) => `${path}: ${message}`),
    ...listed('Names that nobody defines', unresolved, (sentence) => sentence),
    ...listed('New findings', bySeverity(added), describeFinding),
    ...listed('The form of the files is not kept', format ?? [], ({ path, message }) => `${path}: ${message}`),
    ...listed('Known in part only', open, ({ resource, reason }) => `${resource}: ${reason}`),
    ...listed('Fixed findings', bySeverity(fixed), ({ rule, path, message }) => `${rule} in ${path}: ${message}`),
    remaining === 0
      ? 'The files have no other findings.'
      : `${remaining} ${plural('finding', remaining)} that the files had before ${remaining === 1 ? 'is' : 'are'} still there.`,
  ].join('\n');
}

function describeFinding({ severity, rule, path, range, message }: ReportedFinding): string {
  return `${severity} ${rule} at ${path}:${range.start.line}: ${message}`;
}

function bySeverity(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const order = ['error', 'warning', 'info', 'hint'];
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function listed<Item>(title: string, items: readonly Item[], print: (item: Item) => string): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, itemLimit).map((item) => `- ${cut(print(item))}`);
  const rest = items.length - shown.length;
  return [`${title}:`, ...shown, ...(rest === 0 ? [] : [`- and ${rest} more`])];
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= itemLength ? line : `${line.slice(0, itemLength)}…`;
}
