import { at } from '../../../../base/span.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'The text of a statement has an interpolation in it, which runs as Elixir.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration does not compile: `#{{name}}` is Elixir here, and there is no variable `{name}`. Write a backslash in front of it if it belongs to the SQL.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'statement-interpolates'),
  *checkMigration(migration, context) {
    const text = context.textOf(migration.path);
    for (const { statements } of directionsOf(migration)) {
      for (const statement of statements) {
        if (statement.kind !== 'execute' || statement.command.kind !== 'sql' || statement.command.exact) continue;
        const name = [...statement.command.text.matchAll(/#\{\s*([a-z_]\w*)\s*\}/g)]
          .flatMap(([, variable]) => variable ?? [])
          .find((variable) => isUnbound(variable, text));
        if (name === undefined) continue;
        yield { message: 'written', data: { name }, at: at(migration.path, statement.nameSpan) };
      }
    }
  },
});

/** Nothing else in the file says the name. */
function isUnbound(name: string, text: string): boolean {
  return !new RegExp(`\\b${name}\\b`).test(text.replace(new RegExp(`#\\{\\s*${name}\\s*\\}`, 'g'), ''));
}
