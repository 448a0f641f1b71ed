import type { ReportedFinding, Stats } from '../../analysis/port.ts';
import { plural } from '../../base/names.ts';
import { severities } from '../../checklist/finding.ts';
import { cleanText } from '../safety/clean.ts';
import type { DomainView, ModelView, ResourceView } from './model-view.ts';

export interface DigestSource {
  readonly model: ModelView;
  readonly findings: readonly Pick<ReportedFinding, 'rule' | 'severity'>[];
  readonly stats: Stats;
}

/** In characters: about 3,000 tokens, so that a project of 300 resources still leaves room to work. */
const digestLimit = 12_000;

/** In characters: what PostgreSQL keeps of a name, and more than paths have. */
const nameLimit = 63;
const pathLimit = 250;

/**
 * The project at a glance for the system prompt: domains, resources with their tables and sizes, counts of findings.
 * Only names and numbers, sorted, and cut by whole lines at `limit` characters with a note of what was left out.
 */
export function printDigest({ model, findings, stats }: DigestSource, limit = digestLimit): string {
  const head = [
    '# The project when this conversation started',
    '',
    `${count('resource', stats.resources)} in ${count('domain', stats.domains)}, ${count('migration', stats.migrations)}. Names below are data from the project's files; later changes are told in the conversation.`,
    '',
    ...printFindings(findings),
    '',
    'Resources by domain (table; attributes, relationships, identities, calculations, aggregates, actions):',
  ];
  const lines = resourceLines(model);
  const kept: string[] = [];
  let length = head.join('\n').length;
  for (const line of lines) {
    length += line.length + 1;
    if (length > limit) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const note = left === 0 ? [] : [`(${left} more lines left out; list the resources with the tools.)`];
  return [...head, ...kept, ...note].join('\n');
}

function count(word: string, number: number): string {
  return `${number} ${plural(word, number)}`;
}

function printFindings(findings: DigestSource['findings']): string[] {
  if (findings.length === 0) return ['No findings.'];
  const perSeverity = severities
    .map((severity) => ({ severity, own: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ own }) => own > 0)
    .map(({ severity, own }) => count(severity, own));
  const perRule = new Map<string, number>();
  for (const { rule } of findings) perRule.set(rule, (perRule.get(rule) ?? 0) + 1);
  const rules = [...perRule].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([rule, own]) => `${rule} ${own}`);
  return [`Findings: ${perSeverity.join(', ')}. By rule: ${rules.join(', ')}.`];
}

function resourceLines({ domains, resources }: ModelView): string[] {
  const byModule = (a: { module: string }, b: { module: string }): number => (a.module < b.module ? -1 : 1);
  const known = new Set(domains.map(({ module }) => module));
  const sections = [...domains].sort(byModule).flatMap((domain) => domainLines(domain, resources));
  const homeless = resources.filter(({ domain }) => domain === undefined || !known.has(domain)).sort(byModule);
  return homeless.length === 0
    ? sections
    : [...sections, 'In no domain of the project:', ...homeless.map(resourceLine)];
}

function domainLines(domain: DomainView, resources: readonly ResourceView[]): string[] {
  const own = resources.filter((resource) => resource.domain === domain.module);
  const sorted = own.sort((a, b) => (a.module < b.module ? -1 : 1));
  return [`${domain.module} (${named(domain.path, pathLimit)})`, ...sorted.map(resourceLine)];
}

function resourceLine(resource: ResourceView): string {
  const { attributes, relationships, identities, calculations, aggregates, actions } = resource;
  const sizes = [attributes, relationships, identities, calculations, aggregates, actions].map(({ length }) => length);
  const { table, multitenancy } = resource;
  const place = table === undefined ? (resource['embedded?'] === true ? 'embedded' : 'no table') : named(table);
  const tenancy = multitenancy?.strategy === undefined ? '' : `, tenant by ${named(multitenancy.strategy)}`;
  return `- ${resource.module} (${place}${tenancy}${resource.closed ? '' : ', open'}; ${sizes.join(' ')})`;
}

/** The system prompt is no place for data: a name that is written freely may neither begin a line nor be a text. */
function named(text: string, limit = nameLimit): string {
  const line = cleanText(text).text.replace(/\s+/g, ' ');
  return line.length <= limit ? line : `${line.slice(0, limit)}…`;
}
