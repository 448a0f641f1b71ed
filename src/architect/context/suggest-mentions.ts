import { fileKind } from '../../analysis/file-kind.ts';
import type { Looking } from './look-up.ts';
import { mentionKinds, printMention, type Mention } from './mention.ts';

export interface Suggestion {
  /** What stands in the message when it is taken; a kind alone ends with `:` and wants more. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
}

export interface Selection {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

const suggestionLimit = 50;

const kindDetails: Readonly<Record<Mention['kind'], string>> = {
  resource: 'a resource with its fields, keys, checklist and findings',
  domain: 'a domain with its resources',
  migration: 'a migration',
  file: 'a file of the project',
  finding: 'a finding with the code around it',
  selection: 'the selected lines',
};

/**
 * Completions for what was typed from an `@` on (`@`, `@res`, `@resource:Tick`); the letters of the search may be
 * scattered over a name, names that begin with them come first. At most 50.
 */
export async function suggestMentions(
  prefix: string,
  looking: Looking,
  selection: Selection | undefined,
): Promise<readonly Suggestion[]> {
  const [, kind = '', , search = ''] = /^@(\w*)(:(.*))?$/s.exec(prefix) ?? [];
  if (!prefix.includes(':')) {
    const kinds = mentionKinds.filter(
      (name) => name.startsWith(kind) && (name !== 'selection' || selection !== undefined),
    );
    return kinds.map((name) => suggestKind(name, selection));
  }
  const known = mentionKinds.find((name) => name === kind);
  if (known === undefined) return [];
  const all = await listOf(known, looking, selection);
  return rank(all, search.replace(/^"/, ''));
}

function suggestKind(kind: Mention['kind'], selection: Selection | undefined): Suggestion {
  const isWhole = kind === 'selection' && selection !== undefined;
  const insert = isWhole ? printMention({ kind: 'selection', ...selection }) : `@${kind}:`;
  return { insert, label: `@${kind}`, detail: kindDetails[kind] };
}

async function listOf(
  kind: Mention['kind'],
  looking: Looking,
  selection: Selection | undefined,
): Promise<readonly Suggestion[]> {
  switch (kind) {
    case 'resource':
      return (await looking.model()).resources.map(({ module, path, table }) =>
        suggestion({ kind, name: module }, module, table === undefined ? path : `${table}, ${path}`),
      );
    case 'domain':
      return (await looking.model()).domains.map(({ module, path }) =>
        suggestion({ kind, name: module }, module, path),
      );
    case 'finding':
      return (await looking.report()).findings.map(({ rule, path, range, message }) =>
        suggestion({ kind, rule, path, line: range.start.line }, `${rule} ${path}:${range.start.line}`, message),
      );
    case 'migration':
    case 'file': {
      const paths = (await looking.files.list()).filter((path) => kind === 'file' || fileKind(path) === 'migration');
      return paths.map((path) => suggestion({ kind, path }, path, ''));
    }
    case 'selection':
      return selection === undefined ? [] : [suggestKind('selection', selection)];
  }
}

function suggestion(mention: Mention, label: string, detail: string): Suggestion {
  return { insert: printMention(mention), label, detail };
}

/** Names whose last part begins with the search first, then those that hold it, then those with its letters in order. */
function rank(suggestions: readonly Suggestion[], search: string): Suggestion[] {
  const wanted = search.toLowerCase();
  const scored = suggestions.map((entry) => ({ entry, score: scoreOf(entry.label.toLowerCase(), wanted) }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.entry.label < b.entry.label ? -1 : 1))
    .slice(0, suggestionLimit)
    .map(({ entry }) => entry);
}

function scoreOf(label: string, wanted: string): number {
  const last = label.slice(Math.max(label.lastIndexOf('.'), label.lastIndexOf('/')) + 1);
  if (label.startsWith(wanted) || last.startsWith(wanted)) return 3;
  if (label.includes(wanted)) return 2;
  let at = 0;
  for (const letter of label) if (letter === wanted[at]) at++;
  return at === wanted.length ? 1 : 0;
}
