import type { Lines } from '../base/lines.ts';
import { isAtLeast, type Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** Of the findings of one subject, those that no other one tells already. */
export function withoutRepetitions(
  findings: readonly Finding[],
  rules: ReadonlyMap<string, Rule>,
  linesOf: (path: string) => Lines,
): Finding[] {
  const lineOf = ({ at }: Finding): number => linesOf(at.path).lineAt(at.start);
  return findings.filter((finding) => {
    const repeats = rules.get(finding.rule)?.repeats;
    if (repeats === undefined) return true;
    const { onLine, anywhere } = repeats;
    return !findings.some((other) => {
      if (!isAtLeast(other.severity, 'warning') && !isAtLeast(other.severity, finding.severity)) return false;
      if (names(onLine, other)) return other.at.path === finding.at.path && lineOf(other) === lineOf(finding);
      return anywhere?.rules.includes(other.rule) === true && anywhere.messages.includes(finding.key);
    });
  });
}

function names(rules: readonly string[], { rule, area }: Finding): boolean {
  return rules.includes(rule) || rules.includes(`${area}/*`);
}
