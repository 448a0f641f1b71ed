/**
 * Findings that are known and accepted. They are told by rule, file and the text of their line, not by its number,
 * so that code above them may change; `count` covers equal lines.
 */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly (BaselineKey & { readonly count: number })[];
}

/** What a baseline knows a finding by. */
export interface BaselineKey {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
}

export function createBaseline(keys: readonly BaselineKey[]): Baseline {
  const counts = new Map<string, { key: BaselineKey; count: number }>();
  for (const key of keys) {
    const id = idOf(key);
    const entry = counts.get(id) ?? { key, count: 0 };
    counts.set(id, { key: entry.key, count: entry.count + 1 });
  }
  const findings = [...counts.values()].map(({ key, count }) => ({ ...key, count }));
  findings.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return { version: 1, findings };
}

/** Leaves out what the baseline knows: as many equal findings as it counts. */
export function withoutKnown<T>(items: readonly T[], keyOf: (item: T) => BaselineKey, baseline: Baseline): T[] {
  const left = new Map(baseline.findings.map((entry) => [idOf(entry), entry.count]));
  return items.filter((item) => {
    const id = idOf(keyOf(item));
    const count = left.get(id) ?? 0;
    if (count > 0) left.set(id, count - 1);
    return count === 0;
  });
}

function idOf(key: BaselineKey): string {
  return [key.path, key.rule, key.text].join('\n');
}
