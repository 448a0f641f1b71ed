import type { IndexVerdict } from './index-report.ts';

/** What an index is called by its verdict, what calls for a decision first. */
export const verdictTitles: readonly (readonly [verdict: Exclude<IndexVerdict, 'not-measured'>, title: string])[] = [
  ['serves', 'missing'],
  ['redundant', 'redundant'],
  ['serves-none', 'unused'],
  ['helps', 'used'],
  ['guards', 'unique'],
  ['superseded', 'not needed beside another'],
  ['not-helpful', 'of no help'],
];
