import type { CheckReport, ReportedFinding, ResourceChecklist } from '../../analysis/port.ts';
import { printType, type ResourceView } from './model-view.ts';
import { printChecklist } from './print-checklist.ts';

/** What is known of one resource, as Markdown: its fields, keys and relations, its checklist and its findings. */
export function printResourceCard(resource: ResourceView, report: CheckReport): string {
  const checklist = report.checklist.find(
    ({ resource: module, path }) => module === resource.module && path === resource.path,
  );
  return [
    `## ${resource.module}`,
    printHead(resource),
    section('Attributes', attributeLines(resource)),
    section('Identities', identityLines(resource)),
    section('Relationships', relationshipLines(resource)),
    section('Calculations', calculationLines(resource)),
    section('Aggregates', aggregateLines(resource)),
    section('Actions', actionLines(resource)),
    section('In the database', postgresLines(resource)),
    checklist === undefined ? '' : `### Checklist\n\n${printChecklist([checklist])}`,
    section('Findings', findingLines(checklist, report.findings)),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function printHead(resource: ResourceView): string {
  const { multitenancy } = resource;
  const facts = [
    `Defined in \`${resource.path}:${resource.line}\``,
    resource.domain === undefined ? undefined : `domain \`${resource.domain}\``,
    resource.table === undefined
      ? undefined
      : `table \`${[resource.schema, resource.table].filter(Boolean).join('.')}\``,
    multitenancy?.strategy === undefined
      ? undefined
      : `multitenancy by ${multitenancy.strategy}${multitenancy.attribute === undefined ? '' : ` (\`${multitenancy.attribute}\`)`}`,
    resource.base_filter === undefined ? undefined : `base filter \`${resource.base_filter}\``,
  ].filter((fact) => fact !== undefined);
  const [reason] = resource.openBecause;
  const open = reason === undefined ? '' : ` Known in part only: ${reason.reason}.`;
  return `${facts.join(', ')}.${open}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

/** ` (lib/a.ex:3)` for what is written, and what added it for what is not. */
function place(
  entity: { readonly origin: string; readonly path?: string | undefined; readonly line?: number | undefined },
  own: string,
): string {
  if (entity.line === undefined) return entity.origin === 'declared' ? '' : ` (${entity.origin})`;
  return ` (\`${entity.path ?? own}:${entity.line}\`)`;
}

function attributeLines({ attributes, path }: ResourceView): string[] {
  return attributes.map((attribute) => {
    const facts = [
      attribute['primary_key?'] === true ? 'primary key' : undefined,
      attribute['allow_nil?'] === false ? 'required' : undefined,
      attribute['public?'] === true ? 'public' : undefined,
      attribute['sensitive?'] === true ? 'sensitive' : undefined,
      attribute.default === undefined ? undefined : `default \`${attribute.default}\``,
    ].filter((fact) => fact !== undefined);
    const details = facts.length === 0 ? '' : `, ${facts.join(', ')}`;
    return `\`${attribute.name}\` ${printType(attribute.type)}${details}${place(attribute, path)}`;
  });
}

function identityLines({ identities, path }: ResourceView): string[] {
  return identities.map((identity) => {
    const keys = identity.keys?.join(', ') ?? 'computed keys';
    const where = identity.where_text === undefined ? '' : ` where \`${identity.where_text}\``;
    const nils = identity['nils_distinct?'] === false ? ', NULLs are equal' : '';
    return `\`${identity.name}\` on ${keys}${where}${nils}${place(identity, path)}`;
  });
}

function relationshipLines({ relationships, path }: ResourceView): string[] {
  return relationships.map((relationship) => {
    const { name, type, destination, source_attribute: source, destination_attribute: target } = relationship;
    const keys = source === undefined || target === undefined ? '' : ` by \`${source}\` → \`${target}\``;
    const required = type === 'belongs_to' && relationship['allow_nil?'] === false ? ', required' : '';
    return `\`${name}\` ${type} ${destination ?? 'a computed resource'}${keys}${required}${place(relationship, path)}`;
  });
}

function calculationLines({ calculations, path }: ResourceView): string[] {
  return calculations.map((calculation) => {
    const expression = calculation.expression === undefined ? '' : ` = \`${oneLine(calculation.expression)}\``;
    return `\`${calculation.name}\` ${printType(calculation.type)}${expression}${place(calculation, path)}`;
  });
}

function aggregateLines({ aggregates, path }: ResourceView): string[] {
  return aggregates.map((aggregate) => {
    const field = aggregate.field === undefined ? '' : `.${aggregate.field}`;
    return `\`${aggregate.name}\` ${aggregate.kind} of ${(aggregate.relationship_path ?? ['?']).join('.')}${field}${place(aggregate, path)}`;
  });
}

function actionLines({ actions, path }: ResourceView): string[] {
  return actions.map(
    (action) =>
      `\`${action.name}\` ${action.type}${action['primary?'] === true ? ', primary' : ''}${place(action, path)}`,
  );
}

function postgresLines({ postgres, path }: ResourceView): string[] {
  if (postgres === undefined) return [];
  const at = (line: number | undefined): string => (line === undefined ? '' : ` (\`${path}:${line}\`)`);
  return [
    ...postgres.references.map((reference) => {
      const action = printOnDelete(reference.on_delete);
      const index = reference['index?'] === true ? ', indexed' : '';
      return `reference \`${reference.relationship ?? '?'}\`: ${action}${index}${at(reference.line)}`;
    }),
    ...postgres.custom_indexes.map((index) => {
      const kind = `${index.unique === true ? 'unique ' : ''}index${index.using === undefined ? '' : ` using ${index.using}`}`;
      const where = index.where === undefined ? '' : ` where \`${index.where}\``;
      return `${kind} on ${index.fields?.join(', ') ?? 'computed fields'}${where}${at(index.line)}`;
    }),
    ...postgres.check_constraints.map(
      ({ name, check, line }) => `check \`${name ?? '?'}\`: \`${check ?? 'computed'}\`${at(line)}`,
    ),
  ];
}

/** Null where nothing is said, undefined where the text does not decide it. */
function printOnDelete(value: unknown): string {
  if (value === null) return 'no on_delete';
  if (value === undefined) return 'a computed on_delete';
  return `on_delete ${typeof value === 'string' ? `:${value}` : JSON.stringify(value)}`;
}

function findingLines(checklist: ResourceChecklist | undefined, findings: readonly ReportedFinding[]): string[] {
  const own = new Set((checklist?.items ?? []).flatMap((item) => item.findings));
  return [...own]
    .map((index) => findings[index])
    .filter((finding) => finding !== undefined)
    .map(
      ({ severity, rule, path, range, message }) =>
        `${severity} \`${rule}\` at \`${path}:${range.start.line}\`: ${message}`,
    );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
