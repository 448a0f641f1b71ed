export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a file, which Elixir wants in UTF-8. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (isBinary(bytes)) return { ok: false, message: 'The file is binary and was not read.' };
  try {
    return { ok: true, text: decoder.decode(bytes) };
  } catch {
    return { ok: false, message: 'The file is not valid UTF-8 and was not read.' };
  }
}

export function sizeLimitText(limit: number): string {
  return `The file is larger than ${limit >> 20} MB and was not read.`;
}

/** Elixir allows a NUL in a string, so a single one makes no binary file yet. */
function isBinary(bytes: Uint8Array): boolean {
  let nuls = 0;
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) nuls++;
  return nuls * 1000 > bytes.length;
}
