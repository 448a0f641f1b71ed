import type { Attribute, Resource } from '../../../ash/model.ts';
import type { Project } from '../../../ash/project.ts';
import type { TypeRef } from '../../../ash/type-ref.ts';
import { asNumber, valueOf } from '../../../elixir/literal.ts';
import type { Expr } from '../../../elixir/syntax.ts';
import { postgresOptions } from '../../postgres-options.ts';
import { isUnknown, type SnapshotType } from '../../snapshot.ts';
import type { ChangeOf } from '../change.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** Precision and scale of a list's items, and those of a NewType, never reach a snapshot (ash_postgres 2.12.0). */
export function foretellUnlimitedDecimals(project: Project, parts: readonly ForetoldInput[]): Foretold[] {
  return parts.flatMap(({ repo, changes }) =>
    changes.flatMap((change) => {
      if (change.kind !== 'add-attribute' || change.attribute.precision !== null || !isDecimal(change.attribute.type))
        return [];
      return lostOf(project, repo.settings.module, change);
    }),
  );
}

function isDecimal(type: SnapshotType): boolean {
  return typeof type === 'string' ? type === 'decimal' : isDecimal(type[1]);
}

function lostOf(project: Project, repo: string, { table, attribute, origin }: ChangeOf<'add-attribute'>): Foretold[] {
  const { source, type } = attribute;
  for (const resource of project.resources()) {
    if (resource.postgres?.table !== table || resource.postgres.repo !== repo) continue;
    const own = resource.attributes.find((candidate) => candidate.source === source);
    const limits = own === undefined || isTypeNamed(resource, own) ? undefined : limitsOf(project, own, resource.path);
    if (limits === undefined) continue;
    return [
      {
        slug: 'decimal-loses-digits',
        severity: 'info',
        table,
        message: `\`${source}\` has no limits in the database: of the items of a list, and of types that are made of \`:decimal\`, codegen writes neither precision nor scale, which makes it \`numeric\` of any size.`,
        instead: `Name the type of the column in the \`postgres\` block: \`migration_types ${own?.name ?? source}: ${printed(type, limits)}\`.`,
        ...causedBy(origin),
      },
    ];
  }
  return [];
}

function isTypeNamed({ postgres }: Resource, { name }: Attribute): boolean {
  const types = postgresOptions(postgres?.declarations ?? []).pairs('migration_types');
  return isUnknown(types) || types.has(name);
}

interface Limits {
  readonly precision: number;
  readonly scale: number | undefined;
}

function limitsOf(
  project: Project,
  { type, constraints }: { readonly type: TypeRef; readonly constraints: Expr | undefined },
  from: string,
  depth = 0,
): Limits | undefined {
  switch (type.kind) {
    case 'unknown':
      return undefined;
    case 'array':
      return limitsOf(project, { type: type.of, constraints: valueOf(constraints, 'items') }, from, depth);
    case 'builtin': {
      const precision = type.name === 'decimal' ? asNumber(valueOf(constraints, 'precision')) : undefined;
      return precision === undefined ? undefined : { precision, scale: asNumber(valueOf(constraints, 'scale')) };
    }
    case 'module': {
      const own = project.find(type.name, from)?.type;
      if (own?.kind !== 'new_type' || depth > 8) return undefined;
      const inner = { type: own.subtypeOf, constraints: own.constraints };
      return (
        limitsOf(project, { ...inner, constraints }, own.path, depth + 1) ??
        limitsOf(project, inner, own.path, depth + 1)
      );
    }
  }
}

function printed(type: SnapshotType, { precision, scale }: Limits): string {
  if (typeof type !== 'string') return `{:array, ${printed(type[1], { precision, scale })}}`;
  return scale === undefined ? `{:decimal, ${precision}}` : `{:decimal, ${precision}, ${scale}}`;
}
