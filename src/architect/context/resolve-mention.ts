import type { ReportedFinding } from '../../analysis/port.ts';
import { closest, lastSegment } from '../../base/names.ts';
import { bounded } from '../safety/bounded.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { linesOf } from './lines-of.ts';
import type { Looking } from './look-up.ts';
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
    }
  | { readonly ok: false; readonly reason: string };

/** In characters, for each mention. */
const mentionLimit = 12_000;

/** Lines shown before and after the line of a finding. */
const margin = 8;

/** Never throws for what the user wrote: what cannot be found comes back with a reason for them. */
export async function resolveMention(mention: Mention, looking: Looking): Promise<ResolvedMention> {
  const found = await find(mention, looking);
  if (!found.ok) return found;
  const { text, note } = bounded(withoutSecrets(found.text), mentionLimit, 'Read the rest with the tools.');
  return { ok: true, label: found.label, body: note === undefined ? text : `${text}\n${note}` };
}

type Found =
  | { readonly ok: true; readonly label: string; readonly text: string }
  | { readonly ok: false; readonly reason: string };

async function find(mention: Mention, looking: Looking): Promise<Found> {
  switch (mention.kind) {
    case 'resource':
      return findResource(mention.name, looking);
    case 'domain':
      return findDomain(mention.name, await looking.model());
    case 'migration':
    case 'file':
      return readLines(mention, looking);
    case 'finding':
      return findFinding(mention, looking);
    case 'selection':
      return readSelection(mention, looking);
  }
}

async function findResource(name: string, looking: Looking): Promise<Found> {
  const { resources } = await looking.model();
  const resource = findByModule(resources, name);
  if (resource === undefined) return unknown('resource', name, resources);
  const card = printResourceCard(resource, await looking.report());
  return { ok: true, label: resource.module, text: card };
}

function findDomain(name: string, { domains, resources }: ModelView): Found {
  const domain = findByModule(domains, name);
  if (domain === undefined) return unknown('domain', name, domains);
  const own = resources.filter((resource) => resource.domain === domain.module);
  const lines = own.map(({ module, table, path, line }) => `- ${module} (${table ?? 'no table'}) ${path}:${line}`);
  const text = [`Domain ${domain.module}, ${domain.path}:${domain.line}`, ...lines].join('\n');
  return { ok: true, label: domain.module, text };
}

function unknown(kind: string, name: string, entries: readonly { readonly module: string }[]): Found {
  const several = entries.filter(({ module }) => module.endsWith(`.${name}`)).map(({ module }) => `\`${module}\``);
  if (several.length > 1) {
    return { ok: false, reason: `Several modules are called \`${name}\`: ${several.join(', ')}. Give the full name.` };
  }
  const near = closest(
    name,
    entries.flatMap(({ module }) => [module, lastSegment(module)]),
  );
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return { ok: false, reason: `There is no ${kind} \`${name}\` in this project.${hint}` };
}

async function findFinding(mention: Mention & { kind: 'finding' }, looking: Looking): Promise<Found> {
  const { findings } = await looking.report(mention.path);
  const finding = findFindingAt(findings, mention);
  if (finding === undefined) {
    const reason = `There is no finding of \`${mention.rule}\` at \`${mention.path}:${mention.line}\` any more.`;
    return { ok: false, reason };
  }
  const file = await readProjectFile(looking, finding.path);
  const text = [printFinding(finding), file.kind === 'text' ? excerptAround(file.text, finding.range.start.line) : ''];
  return { ok: true, label: printMention(mention), text: text.join('\n\n') };
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

async function readLines(mention: Mention & { kind: 'file' | 'migration' }, looking: Looking): Promise<Found> {
  const file = await readText(mention.path, looking);
  return file.ok ? { ok: true, label: mention.path, text: numbered(file.lines, 1, file.lines.length) } : file;
}

async function readSelection(
  { path, startLine, endLine }: Mention & { kind: 'selection' },
  looking: Looking,
): Promise<Found> {
  const file = await readText(path, looking);
  if (!file.ok) return file;
  const end = Math.min(endLine, file.lines.length);
  if (startLine < 1 || startLine > end) {
    return { ok: false, reason: `\`${path}\` has no lines ${startLine} to ${endLine}: it has ${file.lines.length}.` };
  }
  return { ok: true, label: `${path}:${startLine}-${endLine}`, text: numbered(file.lines, startLine, end) };
}

async function readText(
  path: string,
  looking: Looking,
): Promise<{ readonly ok: true; readonly lines: readonly string[] } | { readonly ok: false; readonly reason: string }> {
  const file = await readProjectFile(looking, path);
  if (file.kind === 'missing') return { ok: false, reason: `There is no file \`${path}\`.` };
  return file.kind === 'text' ? { ok: true, lines: safeLines(file.text) } : { ok: false, reason: file.reason };
}

/** Of the whole file, before a part of it is taken: a key that spans lines can only be told by its beginning. */
function safeLines(text: string): readonly string[] {
  return linesOf(withoutSecrets(text));
}

function excerptAround(text: string, line: number): string {
  const lines = safeLines(text);
  return numbered(lines, Math.max(1, line - margin), Math.min(lines.length, line + margin));
}

/** With line numbers, so that a claim can name its place. */
function numbered(lines: readonly string[], start: number, end: number): string {
  return lines
    .slice(start - 1, end)
    .map((line, index) => `${start + index}: ${line}`)
    .join('\n');
}
