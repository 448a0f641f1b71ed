/** So many characters are handed over at a time: copying them to another thread takes about a millisecond. */
const portion = 1 << 20;

export function* inPortions(
  entries: readonly (readonly [string, string | undefined])[],
): Generator<(readonly [string, string | undefined])[]> {
  let next: (readonly [string, string | undefined])[] = [];
  let size = 0;
  for (const entry of entries) {
    next.push(entry);
    size += entry[1]?.length ?? 0;
    if (size < portion) continue;
    yield next;
    next = [];
    size = 0;
  }
  if (next.length > 0) yield next;
}
