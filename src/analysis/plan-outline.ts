import type { Severity } from '../checklist/finding.ts';
import type { PlanReport } from './plan-report.ts';

/** What there is to say of a plan besides its migrations, in the words of every place that shows one. */
export interface PlanSection {
  readonly title: string;
  readonly entries: readonly PlanEntry[];
}

export interface PlanEntry {
  readonly finding?: { readonly severity: Severity; readonly rule: string };
  readonly place?: PlanLine;
  readonly text: string;
  readonly answer?: { readonly text: string; readonly isGiven: boolean };
}

/** A line of a file of the project; lines count from 1. */
export interface PlanLine {
  readonly path: string;
  readonly line: number;
}

export const refusedSentence = 'Codegen raises, and writes nothing:';

/** For a plan without a migration; where something is not known, that is no promise. */
export function nothingSentence({ opaque }: Pick<PlanReport, 'opaque'>): string {
  return `${opaque.length === 0 ? 'Codegen' : 'As far as it is known, codegen'} would write no migration.`;
}

/** Sections without an entry are left out. */
export function planOutline({ questions, foretold, opaque, removed }: PlanReport): PlanSection[] {
  const sections: PlanSection[] = [
    { title: 'Questions', entries: questions.map(questionEntry) },
    { title: 'Foretold', entries: foretold.map(foretoldEntry) },
    {
      title: 'Removed',
      entries: removed.map(({ path, reason }) => ({ place: { path, line: 1 }, text: reason })),
    },
    {
      title: 'Not known',
      entries: opaque.map(({ path, line, reason }) => ({ place: { path, line }, text: reason })),
    },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

function questionEntry({ prompt, answer }: PlanReport['questions'][number]): PlanEntry {
  return {
    text: prompt.replaceAll(/\n+/g, ' '),
    answer: { text: answer ?? 'not answered', isGiven: answer !== undefined },
  };
}

function foretoldEntry({ severity, rule, path, range, message }: PlanReport['foretold'][number]): PlanEntry {
  const entry = { finding: { severity, rule }, text: message };
  return path === '' ? entry : { ...entry, place: { path, line: range.start.line } };
}
