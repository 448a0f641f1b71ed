import type { Location } from '../base/span.ts';
import type { Finding, Severity } from '../checklist/finding.ts';
import { readSuppressions, suppresses, type Suppression } from '../checklist/suppressions.ts';
import type { LineTables } from './line-tables.ts';
import type { Scope } from './scope.ts';
import type { Workspace } from './workspace.ts';

export interface SuppressionContext {
  readonly workspace: Workspace;
  readonly scope: Scope;
  readonly lines: LineTables;
  readonly isRule: (id: string) => boolean;
  /** Whether the rule ran: what suppresses a rule that did not run is not unused. */
  readonly ran: (id: string) => boolean;
  /** The severity of a complaint about a suppression; undefined where it is not wanted. */
  readonly severityOf: (id: string) => Severity | undefined;
}

/** Leaves out suppressed findings on some files, and adds one for each suppression that is malformed or unused. */
export function applySuppressions(
  findings: readonly Finding[],
  paths: Iterable<string>,
  context: SuppressionContext,
): Finding[] {
  const { suppressions, complaints } = collect(paths, context);
  const used = new Set<Suppression>();
  const left = findings.filter((finding) => {
    const lines = context.lines.of(finding.at.path);
    const match = suppressions.find((suppression) => suppresses(suppression, finding, lines));
    if (match !== undefined) used.add(match);
    return match === undefined;
  });
  const unused = suppressions
    .filter((suppression) => !used.has(suppression) && suppression.rules.every(context.ran))
    .filter(({ place }) => isJudged(place.path, context))
    .map(({ place }) => complaint('unused', place, 'Nothing is left to suppress here: remove the comment.'));
  const wanted = [...complaints, ...unused].flatMap((finding) => {
    const severity = context.severityOf(finding.rule);
    return severity === undefined ? [] : [{ ...finding, severity }];
  });
  return [...left, ...wanted].sort(
    (a, b) => compare(a.at.path, b.at.path) || a.at.start - b.at.start || compare(a.rule, b.rule),
  );
}

function collect(
  paths: Iterable<string>,
  context: SuppressionContext,
): { suppressions: Suppression[]; complaints: Finding[] } {
  const { workspace, lines, isRule } = context;
  const suppressions: Suppression[] = [];
  const complaints: Finding[] = [];
  for (const path of paths) {
    const comments = workspace.commentsOf(path);
    const text = workspace.textOf(path);
    if (comments.length === 0 || !text.includes('ash-architect:')) continue;
    const found = readSuppressions(path, text, comments, lines.of(path), isRule);
    suppressions.push(...found.valid);
    if (!isJudged(path, context)) continue;
    complaints.push(...found.invalid.map(({ place, message }) => complaint('invalid', place, message)));
  }
  return { suppressions, complaints };
}

/** In a file with a syntax error nothing is found, so nothing can be said of its suppressions. */
function isJudged(path: string, { workspace, scope }: SuppressionContext): boolean {
  return scope.examines(path) && workspace.problemOf(path) === undefined;
}

function complaint(key: 'unused' | 'invalid', place: Location, message: string): Finding {
  return {
    rule: `suppressions/${key}`,
    key,
    area: 'suppressions',
    severity: 'info',
    at: place,
    message,
    related: [],
    fixes: [],
    resource: undefined,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
