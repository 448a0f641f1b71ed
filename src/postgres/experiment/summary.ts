import { printNames } from '../../base/names.ts';
import { printChange } from '../explain/print-comparison.ts';
import type { Flip, IndexVerdict, WriteCost } from './index-report.ts';

export interface SummaryFacts {
  readonly verdict: Exclude<IndexVerdict, 'not-measured'>;
  readonly name: string;
  readonly columns: readonly string[];
  /** Of an index of some rows. */
  readonly where: string | undefined;
  readonly by: string | undefined;
  readonly flips: readonly Flip[];
  /** What the queries are that use it as the tables stand, in words. */
  readonly usedBy: readonly string[];
  /** In words, by id. */
  readonly whatOf: (query: string) => string;
  readonly writeCost: WriteCost | undefined;
  /** Declarations of the table's queries that could not be read. */
  readonly unread: number;
}

/** What was found out about an index, with the figures: full sentences. */
export function summaryOf(facts: SummaryFacts): string {
  return [verdictSentence(facts), figuresSentence(facts), writeSentence(facts)].filter((part) => part !== '').join(' ');
}

function verdictSentence(facts: SummaryFacts): string {
  const { verdict, by, usedBy } = facts;
  const rows = facts.where === undefined ? '' : ` for rows with \`${facts.where}\``;
  const on = `on ${printNames(facts.columns)}${rows}`;
  const instead = by === undefined ? 'another index' : `\`${by}\``;
  switch (verdict) {
    case 'serves':
      return `An index ${on} serves ${listed(served(facts))}.`;
    case 'superseded':
      return `An index ${on} would serve ${listed(served(facts))}, and ${instead} serves as well.`;
    case 'not-helpful':
      return `An index ${on} makes no query that could be read at least twice as cheap.`;
    case 'helps':
      return `Without \`${facts.name}\`, ${listed(served(facts))} ${served(facts).length === 1 ? 'gets' : 'get'} dearer.`;
    case 'redundant':
      return `Without \`${facts.name}\` every query that could be read costs as much: ${instead} serves them.`;
    case 'serves-none':
      return noneSentence(facts);
    case 'guards':
      return usedBy.length === 0
        ? `\`${facts.name}\` keeps values unique; no declared query that could be read uses it.`
        : `\`${facts.name}\` keeps values unique, and serves ${listed(usedBy)}.`;
  }
}

/** Other code may ask what no declaration asks. */
function noneSentence({ name, usedBy, unread, by }: SummaryFacts): string {
  const since = by === undefined ? '' : `, since \`${by}\` serves as well`;
  const how =
    usedBy.length === 0
      ? `No declared query that could be read uses \`${name}\`.`
      : `${listed(usedBy)} ${usedBy.length === 1 ? 'uses' : 'use'} \`${name}\`, and ${usedBy.length === 1 ? 'costs' : 'cost'} as much without it${since}.`;
  const more = unread === 0 ? '' : ` ${unread} of the table's declarations could not be read.`;
  return `${capital(how)}${more} Other code may still use it.`;
}

function served({ flips, whatOf }: SummaryFacts): readonly string[] {
  return [...new Set(flips.map(({ query }) => whatOf(query)))];
}

/** A few of them in words, and how many more. */
function listed(names: readonly string[]): string {
  const [few, rest] = [names.slice(0, 3), names.length - 3];
  if (rest > 0) return `${few.join(', ')} and ${rest} more`;
  return few.length < 2 ? (few[0] ?? '') : `${few.slice(0, -1).join(', ')} and ${few[few.length - 1] ?? ''}`;
}

function figuresSentence({ verdict, flips }: SummaryFacts): string {
  const flip = verdict === 'helps' ? dearest(flips) : (flips.find(({ sample }) => sample === 'median') ?? flips[0]);
  if (flip === undefined || verdict === 'redundant' || verdict === 'serves-none') return '';
  const { before, after, scans } = flip;
  const how = scans.map((scan) => `${scan.table} from ${scan.before} to ${scan.after}`).join(', ');
  const cost = printChange({ before: before.cost, after: after.cost });
  const pages = printChange({ before: before.buffers, after: after.buffers });
  const rows = printChange({ before: before.rows, after: after.rows });
  const change = how === '' ? '' : ` The plan changes for ${how}.`;
  return `With it, cost ${cost}, pages ${pages}, rows read ${rows}.${change}`;
}

function dearest(flips: readonly Flip[]): Flip | undefined {
  const spared = ({ before, after }: Flip): number => before.buffers - after.buffers;
  return [...flips].sort((a, b) => spared(b) - spared(a))[0];
}

function writeSentence({ writeCost }: SummaryFacts): string {
  if (writeCost === undefined) return '';
  const { without, with: withIt } = writeCost;
  const pages = printChange({ before: without.buffers, after: withIt.buffers });
  return `Inserting ${writeCost.rows.toLocaleString('en-US')} rows touches pages ${pages} with it.`;
}

function capital(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}
