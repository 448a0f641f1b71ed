/** What Elixir's formatter does by default, which edits keep to. */

/** The longest line that it leaves alone. */
export const lineLength = 98;

export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
