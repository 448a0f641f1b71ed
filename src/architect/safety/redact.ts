/** Stands where a secret stood. Edits may not bring it into a file. */
export const redactionMark = '[redacted]';

const privateKey = /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----[\s\S]*?(?:-----END \1-----|$)/g;

/** What is found, and what is kept of it. Repetitions have bounds, so that no text can make the search slow. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bsk-(?=[\w-]{0,60}\d)[\w-]{16,}/g, `sk-${redactionMark}`],
  [/\b([sr]k_(?:live|test)_)\w{12,}/g, `$1${redactionMark}`],
  [/\b(Bearer|Basic) {1,4}(?=[^\s"'`]{0,60}\d)[\w.~+/-]{12,}={0,2}/gi, `$1 ${redactionMark}`],
  // The password may hold an `@` itself: the last one before a slash or a space ends it.
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`]{0,200}):[^\s/"'`#{}]{1,200}@/gi, `$1:${redactionMark}@`],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, `$1${redactionMark}`],
  [/\b(aws_?secret_?access_?key\W{1,8})[A-Za-z0-9/+]{40}/gi, `$1${redactionMark}`],
  [/\b(gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AIza)[\w-]{16,}/g, `$1${redactionMark}`],
  [/\beyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,}/g, redactionMark],
  [
    /\b((?:secret_key_base|secret_key|signing_salt|encryption_salt|private_key|api_key|auth_token)["']?[ \t]{0,4}(?:=>|[:=,])[ \t]{0,4}["']?)(?=[^\s"']{0,100}\d)[A-Za-z0-9+/_-]{24,}={0,2}/gi,
    `$1${redactionMark}`,
  ],
];

/** The text without keys, tokens and passwords, as far as they can be told by their form. Lines keep their numbers. */
export function redact(text: string): string {
  const withoutKeys = text.replace(privateKey, (block) => redactionMark + '\n'.repeat(block.split('\n').length - 1));
  return secrets.reduce((current, [secret, kept]) => current.replace(secret, kept), withoutKeys);
}
