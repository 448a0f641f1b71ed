import type { RuleContext } from './rule.ts';

/**
 * Whether running a migration showed that its rollback brings the schema back, and that `up` runs again after it. What a
 * rule only suspects of the way back is then a hint; of rows a comparison of schemas knows nothing.
 */
export function isProvenReversible(path: string, { evidence }: Pick<RuleContext, 'evidence'>): boolean {
  return evidence.migrationEvidence(path)?.verdict === 'proven';
}
