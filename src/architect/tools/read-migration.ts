import { z } from 'zod';
import type { MigrationReport } from '../../analysis/migration-report.ts';
import { printOperations } from '../context/print-operations.ts';
import { mayRead } from '../safety/paths.ts';
import { defineTool, phases } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';

const input = z.strictObject({
  path: z.string().min(1).describe('A migration, such as `priv/repo/migrations/20250101120000_add_posts.exs`.'),
});

export const readMigration = defineTool({
  name: 'read_migration',
  description:
    'What a migration does to the database, read from its text without running it: the operations of both directions with their lines (`change` turned around as Ecto does it), which of them read or rewrite every row under which lock and what is safer, where a rollback raises, and what the text does not decide. Loops over literals and helpers of the module are followed. `check` judges the same file.',
  title: ({ path }) => `Read the migration ${path}`,
  input,
  risk: 'read',
  phases,
  run: async ({ path }, context) => {
    const place = mayRead(path);
    if (place.kind === 'refused') return failure(place.reason);
    await context.facts.settled();
    const answer = await context.facts.analysis.readMigration({ path: place.path });
    if (!answer.ok) return failure(`${answer.reason} \`glob\` lists what stands in \`priv/*/migrations\`.`);
    const { migration } = answer;
    return dataResult(context, `the migration ${place.path}`, print(migration), {
      more: 'Read the rest of the file itself.',
      note: noteOn(migration),
    });
  },
});

function print({ path, module, transaction, up, down, irreversible, opaque }: MigrationReport): string {
  const remarks = (title: string, found: MigrationReport['opaque']): string[] =>
    found.length === 0
      ? []
      : [`${title}:\n${found.map(({ line, reason }) => `- ${path}:${line}: ${reason}`).join('\n')}`];
  return [
    `${module}, ${transaction ? 'each direction in one transaction' : 'without a transaction'}`,
    ...remarks('A rollback stops', irreversible),
    ...remarks('Not known', opaque),
    `Up:\n${printOperations(up)}`,
    `Down:\n${printOperations(down)}`,
  ].join('\n\n');
}

function noteOn({ opaque }: MigrationReport): string {
  return opaque.length === 0 ? 'All of it was read.' : 'Claim nothing about what is not known: read those lines.';
}
