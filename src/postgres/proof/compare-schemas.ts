import type { RepoRuns, RunStep } from '../../ecto/migration-run.ts';
import { compareFingerprints, type Difference } from '../fingerprint/compare-fingerprints.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { gapReason, gapsAbout, type Gap } from './gap.ts';
import type { SchemaComparison } from './proof-report.ts';
import type { RepoProof } from './repo-proof.ts';
import { DatabaseLost, type Session } from './session.ts';
import { readyFor, tenantSchema } from './track.ts';

/** Holds the tables that the resources declare against those that all migrations build. */
export async function compareSchemas(proof: RepoProof, repo: RepoRuns): Promise<SchemaComparison> {
  const { declared } = repo;
  const not = (reason: string): SchemaComparison => ({ repo: repo.repo, reason, differences: [], unknown: [] });
  if (repo.otherDatabase !== undefined)
    return not(`The repository uses ${repo.otherDatabase}, and this is PostgreSQL.`);
  if (declared.refused !== undefined) return not(declared.refused);
  try {
    const track = await proof.finished();
    if (track.broken !== undefined) return not(`\`${track.broken.path}\` fails: ${track.broken.message}.`);
    const migrated = await (await readyFor(track, undefined)).session.fingerprint();
    const session = await proof.open();
    try {
      const refused = await makeDeclared(session, repo);
      if (refused !== undefined) return not(`The tables of the resources could not be made: ${refused}.`);
      return uncertain(compared(repo, await session.fingerprint(), migrated), track.gaps);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof DatabaseLost) return not(`It was given up, since ${error.message}.`);
    throw error;
  }
}

/** What was not run may be all that makes tables differ, or would have made them differ. */
function uncertain(comparison: SchemaComparison, gaps: readonly Gap[]): SchemaComparison {
  const { equal, ...rest } = comparison;
  const open = gapsAbout(gaps, ...rest.differences.map(({ object }) => object));
  if (open.length === 0) return comparison;
  const found = equal === true ? 'No difference was found' : 'Tables differ';
  return { ...rest, reason: `${found}, which may be only because ${gapReason(open)}.` };
}

/** Why it cannot be made; undefined when it is. */
async function makeDeclared(session: Session, { declared }: RepoRuns): Promise<string | undefined> {
  const tenant = declared.tenantSteps.length === 0 ? [] : [`CREATE SCHEMA IF NOT EXISTS ${tenantSchema}`];
  const sent = (steps: readonly RunStep[]): string[] =>
    steps.flatMap((step) => (step.kind === 'statement' ? [step.sql] : []));
  for (const sql of [...sent(declared.steps), ...tenant, ...sent(declared.tenantSteps)]) {
    const answer = await session.run(sql);
    if (!answer.ok) return 'message' in answer.error ? answer.error.message : 'the database ended';
  }
  return undefined;
}

const ofTables = new Set(['table', 'column', 'constraint', 'index']);

function compared({ repo, declared }: RepoRuns, own: Fingerprint, migrated: Fingerprint): SchemaComparison {
  const passedOver = new Set(declared.unknown.map(({ table }) => table));
  const differences = compareFingerprints(own, migrated).filter(
    (difference) =>
      ofTables.has(difference.subject.kind) && !passedOver.has(tableOf(difference)) && !isOnly(difference, own),
  );
  return {
    repo,
    equal: differences.length === 0,
    differences: differences.map(({ object, before, after }) => ({
      object,
      declared: before ?? null,
      migrated: after ?? null,
    })),
    unknown: [...declared.unknown],
  };
}

function tableOf({ subject: { kind, schema, table, name } }: Difference): string {
  const own = kind === 'table' ? name : (table ?? name);
  return schema === undefined || schema === 'public' ? own : `${schema}.${own}`;
}

/** Tables that no resource declares are the business of migrations alone: libraries have such. */
function isOnly({ subject }: Difference, own: Fingerprint): boolean {
  const table = subject.kind === 'table' ? subject.name : subject.table;
  return ![...own.objects.values()].some(
    (object) =>
      object.subject.kind === 'table' && object.subject.schema === subject.schema && object.subject.name === table,
  );
}
