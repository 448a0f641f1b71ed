import type { MigrationProofs } from './migration-proofs.ts';
import { checklistItems, isAtLeast, type ChecklistItem, type Finding } from './finding.ts';

/** The rule areas behind each question of the checklist. */
export const areasOf: Readonly<Record<ChecklistItem, readonly string[]>> = {
  identities: ['identities'],
  relationships: ['relationships', 'multitenancy'],
  types: ['types', 'security'],
  computed: ['computed', 'actions', 'indexes', 'application'],
  migrations: ['migrations', 'drift', 'generator', 'lifecycle'],
};

export type ItemState = 'open' | 'passed' | 'flagged' | 'not-examined';

/** One box of a resource's checklist. `findings` are indexes into the report's list. */
export interface ChecklistEntry {
  readonly area: ChecklistItem;
  readonly state: ItemState;
  readonly findings: readonly number[];
  readonly reason?: string;
}

/** What is known about a resource when its boxes are ticked. */
export interface Examination {
  /** A syntax error in its file, or the like: nothing was examined. */
  readonly notExamined: string | undefined;
  /** Why the resource is open; undefined for a closed one. */
  readonly openBecause: string | undefined;
  /** Why its migrations were not examined. */
  readonly noMigrations: string | undefined;
  /** What running its migrations came to; undefined when none of them was run. */
  readonly proofs: MigrationProofs | undefined;
  /** Areas of which at least one rule ran. */
  readonly areasRun: ReadonlySet<string>;
  /** Areas that have rules at all. */
  readonly areasWithRules: ReadonlySet<string>;
  readonly findings: readonly { readonly finding: Finding; readonly index: number }[];
}

export function tickBoxes(examination: Examination): ChecklistEntry[] {
  return checklistItems.map((area) => tick(area, examination));
}

function tick(area: ChecklistItem, examination: Examination): ChecklistEntry {
  const own = examination.findings.filter(({ finding }) => areasOf[area].includes(finding.area));
  const findings = own.map(({ index }) => index);
  const box = (state: ItemState, reason?: string): ChecklistEntry =>
    reason === undefined ? { area, state, findings } : { area, state, findings, reason };
  if (examination.notExamined !== undefined) return box('not-examined', examination.notExamined);
  const noMigrations = area === 'migrations' ? examination.noMigrations : undefined;
  const proofs = area === 'migrations' ? examination.proofs : undefined;
  if (own.some(({ finding }) => isAtLeast(finding.severity, 'info')))
    return box('flagged', noMigrations ?? proofs?.reason ?? missingRules(area, examination));
  if (!areasOf[area].some((name) => examination.areasRun.has(name))) {
    const written = areasOf[area].some((name) => examination.areasWithRules.has(name));
    return box('not-examined', written ? 'no rule of this question was run' : 'there are no rules for it yet');
  }
  if (noMigrations !== undefined) return box('not-examined', noMigrations);
  if (proofs?.doubt === true) return box('open', proofs.reason);
  if (examination.openBecause !== undefined) return box('open', examination.openBecause);
  return box('passed', proofs?.reason ?? missingRules(area, examination));
}

function missingRules(area: ChecklistItem, { areasWithRules }: Examination): string | undefined {
  const missing = areasOf[area].filter((name) => !areasWithRules.has(name));
  return missing.length === 0 ? undefined : `there are no rules yet for ${missing.join(', ')}`;
}
