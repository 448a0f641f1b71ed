import type { IndexEvidence } from '../../base/evidence.ts';
import { textHash } from '../../base/evidence.ts';
import type { IndexReport, IndexVerdict } from './index-report.ts';

/** What a report says of indexes, for the checklist. `textOf` gives the text that the resource had when it was read. */
export function indexEvidence(
  { engine, indexes, tables }: IndexReport,
  textOf: (path: string) => string | undefined,
): readonly IndexEvidence[] {
  if (engine === null) return [];
  return indexes.flatMap((index): IndexEvidence[] => {
    const verdict = index.verdict === 'guards' ? ofGuard(index.usedBy) : evidenceVerdicts[index.verdict];
    const text = textOf(index.origin.path);
    if (verdict === undefined || text === undefined) return [];
    return [
      {
        kind: 'index',
        ...{ resource: index.origin.resource, path: index.origin.path, table: index.table, columns: index.columns },
        ...{ where: index.where, using: index.using, verdict, summary: index.summary, engine },
        rows: tables.find(({ table }) => table === index.table)?.rows ?? 0,
        textHash: textHash(text),
      },
    ];
  });
}

const evidenceVerdicts: Readonly<Record<Exclude<IndexVerdict, 'guards'>, IndexEvidence['verdict'] | undefined>> = {
  serves: 'missing',
  superseded: 'no-effect',
  'not-helpful': 'no-effect',
  helps: 'used',
  redundant: 'redundant',
  'serves-none': 'unused',
  'not-measured': undefined,
};

/** What keeps values unique is not idle where no query uses it. */
function ofGuard(usedBy: readonly string[]): 'used' | undefined {
  return usedBy.length === 0 ? undefined : 'used';
}
