import type { Difference } from './compare-fingerprints.ts';
import type { ObjectKind } from './fingerprint.ts';

/** Why a difference does not count. */
export type DifferenceNote = 'column-order' | 'extensions-kept' | 'schema-kept';

export interface Judgement {
  /** Each once. */
  readonly notes: readonly DifferenceNote[];
  readonly counting: readonly Difference[];
}

/** What AshPostgres' own migrations install besides extensions: functions, and types with what is made for them. */
const installed: readonly ObjectKind[] = [
  ...(['extension', 'function', 'procedure', 'aggregate', 'operator', 'operator class', 'cast'] as const),
  ...(['composite type', 'enum type', 'domain', 'range type', 'type'] as const),
];

/** Tells the differences that are left after a migration went up and down apart into those that count and the others. */
export function judgeDifferences(
  differences: readonly Difference[],
  { installsExtensions }: { readonly installsExtensions: boolean },
): Judgement {
  const judged = differences.map((difference) => ({ difference, note: noteOn(difference, installsExtensions) }));
  return {
    notes: [...new Set(judged.flatMap(({ note }) => note ?? []))].sort(),
    counting: judged.filter(({ note }) => note === undefined).map(({ difference }) => difference),
  };
}

function noteOn(
  { subject: { kind }, before, after }: Difference,
  installsExtensions: boolean,
): DifferenceNote | undefined {
  if (kind === 'column order') return 'column-order';
  if (installsExtensions && after !== undefined && installed.includes(kind)) return 'extensions-kept';
  if (kind === 'schema' && before === undefined) return 'schema-kept';
  return undefined;
}
