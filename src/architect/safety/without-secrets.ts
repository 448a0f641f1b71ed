import { cleanText } from './clean.ts';
import { redact } from './redact.ts';

/**
 * A whole file without its secrets, line for line, before a part of it is taken: a key that spans lines can only be told
 * by its beginning. A text that holds none is left as it is, invisible characters included.
 */
export function withoutSecrets(text: string): string {
  const clean = cleanText(text).text;
  const redacted = redact(clean);
  return redacted === clean ? text : redacted;
}
