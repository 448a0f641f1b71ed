import { oncePer } from '../base/once-per.ts';
import type { PartialSnapshot, Snapshot } from './snapshot.ts';
import { isUnknown } from './snapshot.ts';

/** A part of a snapshot that the text does not decide. */
export interface UnknownPart {
  /** `attributes/email/type`, as in `CurrentTable.causes`. */
  readonly path: string;
  readonly reason: string;
}

/** All parts of a snapshot that are not known; asked for at every key stroke, of tables that stay the same. */
export const unknownParts = oncePer((snapshot: PartialSnapshot): readonly UnknownPart[] => collect(snapshot, []));

/** Whether nothing in a snapshot is unknown. */
export function isKnown(snapshot: PartialSnapshot): snapshot is Snapshot {
  return unknownParts(snapshot).length === 0;
}

function collect(value: unknown, path: readonly string[]): UnknownPart[] {
  if (isUnknown(value)) return [{ path: path.join('/'), reason: value.unknown }];
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).flatMap((item, index) =>
      collect(item, [...path, nameOf(item) ?? String(index)]),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => collect(item, [...path, key]));
}

/** Attributes go by their column, identities, constraints and statements by their name. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { source, name, fields } = item as Readonly<Record<string, unknown>>;
  if (typeof source === 'string') return source;
  return typeof name === 'string' && fields === undefined ? name : undefined;
}
