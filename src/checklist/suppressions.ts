import type { Lines } from '../base/lines.ts';
import { at, type Location, type Span } from '../base/span.ts';
import type { Finding } from './finding.ts';

/** A comment `# ash-architect: disable-next-line RULE -- reason` or `# ash-architect: disable-file RULE -- reason`. */
export interface Suppression {
  readonly place: Location;
  readonly scope: 'next-line' | 'file';
  readonly rules: readonly string[];
  /** The line that findings must start on; undefined for the whole file. */
  readonly line: number | undefined;
}

/** A comment that looks like a suppression and is none. */
export interface InvalidSuppression {
  readonly place: Location;
  readonly message: string;
}

export interface Suppressions {
  readonly valid: readonly Suppression[];
  readonly invalid: readonly InvalidSuppression[];
}

/** What is said of suppressions themselves, under ids that the configuration knows like those of rules. */
export const suppressionIds = ['suppressions/unused', 'suppressions/invalid'] as const;

const form =
  /^#\s*ash-architect:\s*disable-(next-line|file)\s+([a-z0-9-]+\/[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+\/[a-z0-9-]+)*)(?:\s+--\s*(.*))?\s*$/;

export function readSuppressions(
  path: string,
  text: string,
  comments: readonly Span[],
  lines: Lines,
  isRule: (id: string) => boolean,
): Suppressions {
  const valid: Suppression[] = [];
  const invalid: InvalidSuppression[] = [];
  for (const comment of comments) {
    const content = text.slice(comment.start, comment.end);
    if (!/^#\s*ash-architect:/.test(content)) continue;
    const place = at(path, comment);
    const match = form.exec(content);
    if (match === null) {
      const message =
        'This comment suppresses nothing. Write `# ash-architect: disable-next-line RULE -- reason`, or `disable-file`.';
      invalid.push({ place, message });
      continue;
    }
    const rules = (match[2] ?? '').split(/\s*,\s*/);
    const unknown = rules.find((rule) => !isRule(rule));
    if (unknown !== undefined) {
      invalid.push({ place, message: `There is no rule \`${unknown}\`, so this comment suppresses nothing.` });
      continue;
    }
    const scope = match[1] === 'file' ? 'file' : 'next-line';
    valid.push({ place, scope, rules, line: scope === 'file' ? undefined : nextCodeLine(lines, comment) });
  }
  return { valid, invalid };
}

/** Several suppressions may stand above one line. */
function nextCodeLine(lines: Lines, comment: Span): number {
  let line = lines.lineAt(comment.start) + 1;
  while (line <= lines.count && /^\s*#/.test(lines.textOf(line))) line++;
  return line;
}

export function suppresses(suppression: Suppression, finding: Finding, lines: Lines): boolean {
  if (finding.at.path !== suppression.place.path || !suppression.rules.includes(finding.rule)) return false;
  return suppression.line === undefined || lines.lineAt(finding.at.start) === suppression.line;
}
