import type { DeclaredSchema, RepoRuns, RunStep } from '../../ecto/migration-run.ts';
import { compareFingerprints, type Difference } from '../fingerprint/compare-fingerprints.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { gapReason, gapsAbout, type Gap } from './gap.ts';
import type { SchemaComparison } from './proof-report.ts';
import type { RepoProof } from './repo-proof.ts';
import { DatabaseLost, type Session } from './session.ts';
import { refusedIn } from './sql-error.ts';
import { readyFor, tenantSchema } from './track.ts';

type Unknown = SchemaComparison['unknown'][number];

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
      const unknown = [...declared.unknown, ...(await makeDeclared(session, declared))];
      return uncertain(compared(repo, unknown, await session.fingerprint(), migrated), track.gaps);
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

/** Makes what the resources declare. A table that the database refuses, as for a missing type, is not known. */
async function makeDeclared(session: Session, { steps, tenantSteps }: DeclaredSchema): Promise<Unknown[]> {
  if (tenantSteps.length > 0) await session.run(`CREATE SCHEMA IF NOT EXISTS ${tenantSchema}`);
  const unknown = new Map<string, Unknown>();
  for (const step of [...steps, ...tenantSteps]) {
    const refused = step.kind === 'statement' ? refusedIn(await session.run(step.sql)) : undefined;
    const table = refused === undefined ? undefined : tableOfStep(step);
    if (refused !== undefined && table !== undefined && !unknown.has(table))
      unknown.set(table, { table, reason: `PostgreSQL does not make it: ${refused.message}` });
  }
  return [...unknown.values()];
}

function tableOfStep({ operation }: RunStep): string | undefined {
  if (operation === undefined || !('table' in operation) || operation.table === undefined) return undefined;
  const { prefix, table } = operation;
  return prefix === undefined || prefix === 'prefix()' || prefix === 'public' ? table : `${prefix}.${table}`;
}

const ofTables = new Set(['table', 'column', 'constraint', 'index']);

function compared({ repo }: RepoRuns, unknown: Unknown[], own: Fingerprint, migrated: Fingerprint): SchemaComparison {
  const passedOver = new Set(unknown.map(({ table }) => table));
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
    unknown,
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
