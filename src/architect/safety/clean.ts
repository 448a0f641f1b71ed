/** What a text looks like without the characters that people do not see and models do. */
export interface CleanText {
  readonly text: string;
  /** Bidirectional controls, zero-width characters, tags and other characters without a shape. */
  readonly invisible: number;
  /** Terminal escapes: colours, cursor movements, titles. */
  readonly escapes: number;
}

// Sequences end with their line, so that one without an end cannot swallow the rest of a text.
const terminalEscape = new RegExp(
  [
    String.raw`(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]`,
    String.raw`(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?`,
    String.raw`\u001b[ -/]*[0-~]`,
  ].join('|'),
  'g',
);

// `Cf` has the bidirectional controls, joiners, tags and the soft hyphen; `Cc` controls; `Cs` surrogates without a
// partner. The rest are fillers, separators and variation selectors that print as nothing. Some signs of Arabic and
// Syriac are in `Cf` although they can be seen.
const invisibleCharacter =
  /(?![\t\n\r\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cf}\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;

export function cleanText(text: string): CleanText {
  let escapes = 0;
  let invisible = 0;
  const withoutEscapes = text.replace(terminalEscape, () => {
    escapes++;
    return '';
  });
  const clean = withoutEscapes.replace(invisibleCharacter, () => {
    invisible++;
    return '';
  });
  return { text: clean, invisible, escapes };
}

/** Whether a name holds something that cannot be seen; such a name is not what it looks like. */
export function hasInvisible(text: string): boolean {
  return /[\t\n\r]/.test(text) || text.search(invisibleCharacter) !== -1;
}
