import { addTo } from '../base/multi-map.ts';
import type { ReportedFinding } from './port.ts';

/** What is known of the files that differ between two examinations. */
export interface Circumstances {
  /** They were not examined, so that nobody knows which of their findings are new. */
  readonly brokenBefore: ReadonlySet<string>;
  /** They are not examined now, so that nothing in them counts as fixed. */
  readonly brokenAfter: ReadonlySet<string>;
  readonly created: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

export interface Comparison {
  readonly fixed: readonly ReportedFinding[];
  readonly added: readonly ReportedFinding[];
  /** As they are told afterwards. */
  readonly kept: readonly ReportedFinding[];
}

/**
 * Tells findings that are new from those that only moved: first by what their line says, then by the file and the
 * message alone (the line was edited, and still has the fault), last across files when one was moved.
 */
export function compareFindings(
  before: readonly ReportedFinding[],
  after: readonly ReportedFinding[],
  { brokenBefore, brokenAfter, created, removed }: Circumstances,
): Comparison {
  const byLine = ({ rule, path, message, lineText }: ReportedFinding): string =>
    JSON.stringify([rule, path, message, lineText.trim()]);
  const byFile = ({ rule, path, message }: ReportedFinding): string => JSON.stringify([rule, path, message]);
  const byMove = ({ rule, path, message }: ReportedFinding): string =>
    JSON.stringify([rule, message, removed.has(path) || created.has(path) ? 'moved' : path]);
  const kept: ReportedFinding[] = [];
  let rest = { before, after };
  for (const keyOf of [byLine, byFile, byMove]) {
    const matched = match(rest.before, rest.after, keyOf);
    kept.push(...matched.kept);
    rest = matched;
  }
  return {
    fixed: rest.before.filter(({ path }) => !brokenAfter.has(path)),
    added: rest.after.filter(({ path }) => !brokenBefore.has(path)),
    kept: [...kept, ...rest.after.filter(({ path }) => brokenBefore.has(path))],
  };
}

/** Pairs those of the same key, as many as there are on both sides. */
function match(
  before: readonly ReportedFinding[],
  after: readonly ReportedFinding[],
  keyOf: (finding: ReportedFinding) => string,
): { before: readonly ReportedFinding[]; after: readonly ReportedFinding[]; kept: readonly ReportedFinding[] } {
  const known = new Map<string, ReportedFinding[]>();
  for (const finding of before) addTo(known, keyOf(finding), finding);
  const kept: ReportedFinding[] = [];
  const added: ReportedFinding[] = [];
  for (const finding of after) {
    const isKnown = known.get(keyOf(finding))?.shift() !== undefined;
    (isKnown ? kept : added).push(finding);
  }
  const gone = new Set([...known.values()].flat());
  return { before: before.filter((finding) => gone.has(finding)), after: added, kept };
}
