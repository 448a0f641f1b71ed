import { plural } from '../../base/names.ts';
import type { Blueprint, BlueprintRelationship, BlueprintResource } from './blueprint.ts';
import type { BlueprintProblem } from './check-blueprint.ts';

/** The blueprint as Markdown tables, for the plan and for whoever cannot see the diagram. */
export function printBlueprint({ title, types, resources }: Blueprint): string {
  const enums = types.map(({ module, values }) => `- \`${module}\`: ${values.join(', ')}`);
  return [
    `### ${cell(title)}`,
    enums.length === 0 ? '' : `New enums:\n\n${enums.join('\n')}`,
    ...resources.map(printResource),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function printResource(resource: BlueprintResource): string {
  const { module, change, purpose, table, domain, primaryKey, lifecycle, tenancy } = resource;
  const facts = [
    `${change === 'new' ? 'New' : 'Changed'} in \`${domain}\`, ${table === undefined ? 'embedded' : `table \`${table}\``}.`,
    primaryKey === undefined
      ? ''
      : `Primary key: **${primaryKey.kind}**${primaryKey.fields === undefined ? '' : ` (${primaryKey.fields.join(', ')})`}, because ${sentence(primaryKey.reason)}`,
    tenancy === 'none' ? '' : `Multitenancy by ${tenancy}.`,
    lifecycle === undefined ? '' : `Lifecycle: ${lifecycle.kind}, because ${sentence(lifecycle.reason)}`,
  ].filter((fact) => fact !== '');
  return [
    `#### \`${module}\``,
    purpose.trim(),
    facts.join(' '),
    printTable(['attribute', 'type', 'required', 'default', 'why'], resource.attributes.map(attributeRow)),
    printTable(
      ['identity', 'keys', 'where', 'why'],
      resource.identities.map(({ name, keys, where, nilsDistinct, reason }) => [
        code(name),
        `${keys.join(', ')}${nilsDistinct === false ? ' (NULLs are equal)' : ''}`,
        code(where),
        reason,
      ]),
    ),
    printTable(['relationship', 'kind', 'to', 'deletion', 'index'], resource.relationships.map(relationshipRow)),
    printTable(
      ['calculation', 'type', 'expression'],
      resource.calculations.map(({ name, type, expression }) => [code(name), code(type), code(expression)]),
    ),
    printTable(
      ['aggregate', 'of', 'filter'],
      resource.aggregates.map(({ name, kind, path, field, filter }) => [
        code(name),
        `${kind} of ${path.join('.')}${field === undefined ? '' : `.${field}`}`,
        code(filter),
      ]),
    ),
    printTable(
      ['index', 'kind', 'where', 'serves'],
      resource.indexes.map(({ fields, using, where, isUnique, query }) => [
        code(fields.join(', ')),
        `${isUnique === true ? 'unique ' : ''}${using ?? 'btree'}`,
        code(where),
        query,
      ]),
    ),
    printTable(
      ['check', 'SQL'],
      resource.checks.map(({ name, sql }) => [code(name), code(sql)]),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function attributeRow(attribute: BlueprintResource['attributes'][number]): string[] {
  const { name, type, constraints, required, reason, isSensitive } = attribute;
  const typed = code(constraints === undefined ? type : `${type}, constraints: [${constraints}]`);
  const marks = isSensitive === true ? ' (sensitive)' : '';
  return [`${code(name)}${marks}`, typed, required ? 'yes' : 'no', code(attribute.default), reason ?? ''];
}

function relationshipRow(relationship: BlueprintRelationship): string[] {
  const { name, kind, destination, through, required, onDelete, isIndexed } = relationship;
  const to = `${code(destination)}${through === undefined ? '' : ` through ${code(through)}`}`;
  const index = isIndexed === undefined ? '' : isIndexed ? 'yes' : 'no';
  return [code(name), `${kind}${required === true ? ', required' : ''}`, to, onDelete ?? '', index];
}

/** Nothing for no rows. */
function printTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `\`${text.replaceAll('`', "'")}\``;
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/\.$/, '');
  return `${trimmed.slice(0, 1).toLowerCase()}${trimmed.slice(1)}.`;
}

/** Problems as lines, errors first. */
export function printProblems(problems: readonly BlueprintProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const head = [
    errors.length === 0 ? '' : `${errors.length} ${plural('error', errors.length)}`,
    warnings.length === 0 ? '' : `${warnings.length} ${plural('warning', warnings.length)}`,
  ].filter((part) => part !== '');
  const lines = [...errors, ...warnings].map(({ severity, at, message }) => `- ${severity} ${at}: ${message}`);
  return [`${head.join(', ')}:`, ...lines].join('\n');
}
