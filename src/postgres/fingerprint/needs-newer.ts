import type { Fingerprint } from './fingerprint.ts';
import { newerFeatures, newerFunctions } from './newer-features.ts';
import { sqlCode } from './sql-code.ts';

export interface NewerNeed {
  /** What is used: `NULLS NOT DISTINCT`. */
  readonly feature: string;
  /** The version that it came with, as the server counts: 150000. */
  readonly since: number;
  /** Which of the statements uses it first. */
  readonly statement: number;
}

/**
 * What statements use that a server of `minVersionNumber` lacks. A function of the same name that the statements or
 * the database (`before`) have themselves is not PostgreSQL's. Code that asks for the server's version is left out.
 */
export function needsNewer(
  statements: readonly string[],
  minVersionNumber: number,
  before?: Fingerprint,
): readonly NewerNeed[] {
  const codes = statements.map(plainCode);
  const own = new Set([...codes.flatMap(functionsMadeBy), ...functionsIn(before)]);
  const candidates = [
    ...newerFeatures.filter(({ since }) => since > minVersionNumber),
    ...newerFunctions.filter(({ since, function: name }) => since > minVersionNumber && !own.has(name)),
  ];
  const needs = candidates.flatMap(({ name, since, pattern }) => {
    const statement = codes.findIndex((code) => pattern.test(code));
    return statement < 0 ? [] : [{ feature: name, since, statement }];
  });
  const virtual = minVersionNumber < 180_000 ? codes.findIndex(hasVirtualColumn) : -1;
  return virtual < 0
    ? needs
    : [...needs, { feature: 'a virtual generated column', since: 180_000, statement: virtual }];
}

function plainCode(statement: string): string {
  const code = sqlCode(statement)
    .replace(/"(?:[^"]|"")*"/g, 'x')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return /\bserver_version|\bversion\s*\(\s*\)/i.test(statement) ? '' : code;
}

/** `gen_random_uuid` came with pgcrypto before it was PostgreSQL's own. */
function functionsMadeBy(code: string): string[] {
  const made = [...code.matchAll(/\bcreate (?:or replace )?function (?:\w+\.)?(\w+) ?\(/g)].flatMap(
    ([, name]) => name ?? [],
  );
  return /\bcreate extension (if not exists )?pgcrypto\b/.test(code) ? [...made, 'gen_random_uuid'] : made;
}

function functionsIn(fingerprint: Fingerprint | undefined): string[] {
  return [...(fingerprint?.objects.values() ?? [])].flatMap(({ subject: { kind, name } }) => {
    if (kind === 'extension') return name === 'pgcrypto' ? ['gen_random_uuid'] : [];
    return kind === 'function' ? [name.replace(/\(.*/s, '')] : [];
  });
}

/** Without a word behind the expression it is virtual as well, since 18. */
function hasVirtualColumn(code: string): boolean {
  return [...code.matchAll(/\bgenerated always as ?\(/g)].some(({ index, 0: head }) => {
    let depth = 1;
    let at = index + head.length;
    for (; at < code.length && depth > 0; at += 1) depth += code[at] === '(' ? 1 : code[at] === ')' ? -1 : 0;
    return depth === 0 && !/^ ?stored\b/.test(code.slice(at));
  });
}
