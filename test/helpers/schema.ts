import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What a document violates of a JSON schema; empty when it is valid. */
export function violations(schemaPath: string, document: unknown): string[] {
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as Record<string, unknown>;
  // The schema of SARIF is draft 4; what it uses of that means the same in later drafts.
  const current: Record<string, unknown> = { ...schema, $schema: undefined, id: undefined };
  const ajv = new Ajv2020({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    formats: { uri: /^[a-z]+:\S+$/, 'uri-reference': /^(?:[^\s%]|%[0-9A-F]{2})*$/, 'date-time': true },
  });
  const validate = ajv.compile(current);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

export const sarifSchema = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
