import { databaseNamesOf, type DatabaseName } from '../../../../ash/database-names.ts';
import { byteLength, firstBytes, longestIdentifier } from '../../../../base/byte-length.ts';
import { at } from '../../../../base/span.ts';
import { isEditable, setOption } from '../../../../elixir/edits.ts';
import { printString } from '../../../../elixir/print.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** PostgreSQL cuts longer names off with a notice (Identifiers and Key Words); AshPostgres waits for the whole name. */
export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'warning',
  summary: 'PostgreSQL cuts a name off after 63 bytes, and its errors are not recognised any more.',
  messages: {
    cut: 'PostgreSQL calls this {kind} `{short}`, since it cuts names off after 63 bytes, and AshPostgres waits for `{name}`: when a row breaks it, the action ends in an unknown error instead of one about its input. Give it a shorter name.',
    collides:
      'The migration fails: PostgreSQL cuts names off after 63 bytes, and two of them are then called `{short}`. Give this {kind} a shorter name.',
  },
  *check(resource, context) {
    const names = databaseNamesOf(context.project, resource);
    const long = names.filter(({ name }) => byteLength(name) > longestIdentifier);
    for (const entry of long) {
      const short = firstBytes(entry.name, longestIdentifier);
      const isTaken = names.some(
        (other) => other !== entry && other.name !== entry.name && firstBytes(other.name, longestIdentifier) === short,
      );
      yield {
        message: isTaken ? 'collides' : 'cut',
        severity: isTaken ? 'error' : 'warning',
        data: { kind: entry.kind, name: entry.name, short },
        at: at(entry.declaration.path, entry.at),
        fixes: isTaken ? [] : fixesOf(entry, context),
      };
    }
  },
});

function fixesOf({ kind, name, declaration, canBeNamed }: DatabaseName, { textOf }: RuleContext): Fix[] {
  if (!canBeNamed || !isEditable(declaration, declaration.path)) return [];
  const value = printString(shortened(name, kind));
  const edit = setOption(textOf(declaration.path), declaration, 'name', value);
  return [{ title: `Name it ${value}`, safe: false, edits: [{ path: declaration.path, edits: [edit] }] }];
}

/** Cut in front of the ending, which says what it is. */
function shortened(name: string, kind: DatabaseName['kind']): string {
  const ending = kind === 'foreign key' ? '_fkey' : kind === 'unique index' ? '_index' : '';
  const stem = ending !== '' && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  return firstBytes(stem, longestIdentifier - ending.length).replace(/_+$/, '') + ending;
}
