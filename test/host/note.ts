import { appendFileSync } from 'node:fs';

/** A measurement or a fact that the runner prints below the tests. */
export function note(text: string): void {
  appendFileSync(`${process.env['HOST_TESTS_RESULTS'] ?? ''}.notes`, `${text}\n`);
}
