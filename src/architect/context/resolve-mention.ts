import type { ReportedFinding } from '../../analysis/port.ts';
import { closest } from '../../base/names.ts';
import { asData } from '../safety/as-data.ts';
import { bounded } from '../safety/bounded.ts';
import { redact } from '../safety/redact.ts';
import { loadModel, loadReport, type LookUp } from './look-up.ts';
import { printMention, type Mention } from './mention.ts';
import { findByModule, type ModelView } from './model-view.ts';
import { printResourceCard } from './resource-card.ts';
import { readProjectFile } from '../tools/read-project-file.ts';

/** What a mention adds to a message for the model, bounded and without secrets. */
export type ResolvedMention =
  | {
      readonly ok: true;
      /** What a chip says. */
      readonly label: string;
      /** For whoever puts it between data delimiters, as the chat does with attachments. */
      readonly body: string;
      /** Between data delimiters already. */
      readonly text: string;
    }
  | { readonly ok: false; readonly reason: string };

/** In characters, for each mention. */
const mentionLimit = 12_000;

/** Lines shown before and after the line of a finding. */
const margin = 8;

/** Never throws for what the user wrote: what cannot be found comes back with a reason for them. */
export async function resolveMention(mention: Mention, lookUp: LookUp): Promise<ResolvedMention> {
  const found = await find(mention, lookUp);
  if (!found.ok) return found;
  const { text, note } = bounded(redact(found.text), mentionLimit, 'Read the rest with the tools.');
  const data = asData(found.origin, text, lookUp.clock.randomId());
  const withNote = (shown: string): string => (note === undefined ? shown : `${shown}\n${note}`);
  return { ok: true, label: found.label, body: withNote(text), text: withNote(data) };
}

type Found =
  | { readonly ok: true; readonly label: string; readonly origin: string; readonly text: string }
  | { readonly ok: false; readonly reason: string };

async function find(mention: Mention, lookUp: LookUp): Promise<Found> {
  switch (mention.kind) {
    case 'resource':
      return findResource(mention.name, lookUp);
    case 'domain':
      return findDomain(mention.name, await loadModel(lookUp));
    case 'migration':
    case 'file':
      return readLines(mention, lookUp, undefined);
    case 'finding':
      return findFinding(mention, lookUp);
    case 'selection':
      return readLines(mention, lookUp, [mention.startLine, mention.endLine]);
  }
}

async function findResource(name: string, lookUp: LookUp): Promise<Found> {
  const { resources } = await loadModel(lookUp);
  const resource = findByModule(resources, name);
  if (resource === undefined) return unknown('resource', name, resources);
  const card = printResourceCard(resource, await loadReport(lookUp));
  return { ok: true, label: resource.module, origin: `the model of ${resource.module}`, text: card };
}

function findDomain(name: string, { domains, resources }: ModelView): Found {
  const domain = findByModule(domains, name);
  if (domain === undefined) return unknown('domain', name, domains);
  const own = resources.filter((resource) => resource.domain === domain.module);
  const lines = own.map(({ module, table, path, line }) => `- ${module} (${table ?? 'no table'}) ${path}:${line}`);
  const text = [`Domain ${domain.module}, ${domain.path}:${domain.line}`, ...lines].join('\n');
  return { ok: true, label: domain.module, origin: `the model of ${domain.module}`, text };
}

function unknown(kind: string, name: string, entries: readonly { readonly module: string }[]): Found {
  const several = entries.filter(({ module }) => module.endsWith(`.${name}`)).map(({ module }) => `\`${module}\``);
  if (several.length > 1) {
    return { ok: false, reason: `Several modules are called \`${name}\`: ${several.join(', ')}. Give the full name.` };
  }
  const near = closest(
    name,
    entries.flatMap(({ module }) => [module, module.slice(module.lastIndexOf('.') + 1)]),
  );
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return { ok: false, reason: `There is no ${kind} \`${name}\` in this project.${hint}` };
}

async function findFinding(mention: Mention & { kind: 'finding' }, lookUp: LookUp): Promise<Found> {
  const { findings } = await loadReport(lookUp);
  const finding = findFindingAt(findings, mention);
  if (finding === undefined) {
    const reason = `There is no finding of \`${mention.rule}\` at \`${mention.path}:${mention.line}\` any more.`;
    return { ok: false, reason };
  }
  const file = await readProjectFile(lookUp, finding.path);
  const text = [printFinding(finding), file.kind === 'text' ? excerptAround(file.text, finding.range.start.line) : ''];
  return { ok: true, label: printMention(mention), origin: `the finding ${finding.rule}`, text: text.join('\n\n') };
}

/** The finding of a rule on a line; when lines have moved, the only one of the rule in the file. */
export function findFindingAt(
  findings: readonly ReportedFinding[],
  { rule, path, line }: { readonly rule: string; readonly path: string; readonly line: number },
): ReportedFinding | undefined {
  const inFile = findings.filter((finding) => finding.path === path && finding.rule === rule);
  const exact = inFile.find(({ range }) => range.start.line === line);
  return exact ?? (inFile.length === 1 ? inFile[0] : undefined);
}

/** A finding with its fixes and what it is related to, one fact a line. */
export function printFinding(finding: ReportedFinding): string {
  const { severity, rule, path, range, message, related, fixes } = finding;
  return [
    `${severity} ${rule} at ${path}:${range.start.line}:${range.start.column}`,
    message,
    ...related.map((other) => `related: ${other.path}:${other.range.start.line}: ${other.message}`),
    ...fixes.map(({ title, safe }) => `${safe ? 'safe fix' : 'suggestion'}: ${title}`),
  ].join('\n');
}

async function readLines(
  mention: Mention & { kind: 'file' | 'migration' | 'selection' },
  { files }: LookUp,
  range: readonly [start: number, end: number] | undefined,
): Promise<Found> {
  const file = await readProjectFile({ files }, mention.path);
  if (file.kind === 'missing') return { ok: false, reason: `There is no file \`${mention.path}\`.` };
  if (file.kind === 'refused') return { ok: false, reason: file.reason };
  const lines = file.text.split('\n');
  const [start, end] = range ?? [1, lines.length];
  const label = range === undefined ? mention.path : `${mention.path}:${start}-${end}`;
  return { ok: true, label, origin: label, text: numbered(lines, start, Math.min(end, lines.length)) };
}

function excerptAround(text: string, line: number): string {
  const lines = text.split('\n');
  return numbered(lines, Math.max(1, line - margin), Math.min(lines.length, line + margin));
}

/** With line numbers, so that a claim can name its place. */
function numbered(lines: readonly string[], start: number, end: number): string {
  return lines
    .slice(start - 1, end)
    .map((line, index) => `${start + index}: ${line.replace(/\r$/, '')}`)
    .join('\n');
}
