import { closest } from '../../base/names.ts';
import { areasOf } from '../../checklist/checklist.ts';
import { ruleIndex } from '../../checklist/rule-index.generated.ts';

export type KnownRules =
  { readonly ok: true; readonly ids: readonly string[] } | { readonly ok: false; readonly reason: string };

/** The areas that rules are in. */
export const ruleAreas: readonly string[] = [...new Set(ruleIndex.map(({ id }) => id.slice(0, id.indexOf('/'))))];

/** Rules and areas as a check takes them; a misspelt one would silently run nothing. */
export function knownRules(given: readonly string[]): KnownRules {
  const known = new Set([...ruleIndex.map(({ id }) => id), ...Object.values(areasOf).flat()]);
  const ids = given.map((id) => id.trim().replace(/\/\*?$/, ''));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown === undefined) return { ok: true, ids };
  const near = closest(unknown, known);
  return {
    ok: false,
    reason: `There is no rule or area \`${unknown}\`.${near === undefined ? '' : ` Did you mean \`${near}\`?`} \`explain_rule\` lists the rules of an area.`,
  };
}
