import type { ConflictSide } from './conflict.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** What each side of a conflict has that the other has not, as ends of a sentence: "the column `age`". */
export interface ExplainedConflict {
  readonly ours: string;
  readonly theirs: string;
}

export function explainConflict(ours: ConflictSide, theirs: ConflictSide): ExplainedConflict {
  const [own, other] = [readSnapshot(ours.text), readSnapshot(theirs.text)];
  if (!own.ok || !other.ok) {
    const tell = (isRead: boolean): string => (isRead ? 'a snapshot that can be read' : 'none that can be read');
    return { ours: tell(own.ok), theirs: tell(other.ok) };
  }
  return { ours: surplusOf(own.value, other.value), theirs: surplusOf(other.value, own.value) };
}

const parts: readonly (readonly [word: string, namesOf: (snapshot: Snapshot) => ReadonlyMap<string, unknown>])[] = [
  ['column', ({ attributes }) => new Map(attributes.map((attribute) => [attribute.source, attribute]))],
  ['identity', ({ identities }) => new Map(identities.map((identity) => [identity.name, identity]))],
  [
    'index',
    ({ customIndexes }) => new Map(customIndexes.map((index) => [index.name ?? JSON.stringify(index.fields), index])),
  ],
  ['check constraint', ({ checkConstraints }) => new Map(checkConstraints.map((check) => [check.name, check]))],
  ['custom statement', ({ customStatements }) => new Map(customStatements.map((each) => [each.name, each]))],
];

function surplusOf(own: Snapshot, other: Snapshot): string {
  const found = parts.flatMap(([word, namesOf]) => {
    const theirs = namesOf(other);
    return [...namesOf(own)].flatMap(([name, thing]) => {
      if (!theirs.has(name)) return [`the ${word} \`${name}\``];
      return JSON.stringify(theirs.get(name)) === JSON.stringify(thing) ? [] : [`another ${word} \`${name}\``];
    });
  });
  const last = found.pop();
  if (last === undefined) return 'nothing of its own';
  return found.length === 0 ? last : `${found.join(', ')} and ${last}`;
}
