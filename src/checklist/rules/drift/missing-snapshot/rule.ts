import { at } from '../../../../base/span.ts';
import { causeOf } from '../../../../snapshots/current.ts';
import type { MissingSnapshot } from '../../../../snapshots/drift.ts';
import { driftAt, inProgress, inSnapshot } from '../../../drift-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'warning',
  summary: 'A table of which no snapshot was written: no generated migration creates it.',
  messages: {
    missing:
      'There is no snapshot of the table `{table}`, so no generated migration creates it: run `mix ash.codegen`.',
    renamed:
      'There is no snapshot of the table `{table}`, and one of `{before}`, which has most of its columns and no resource any more. Run `mix ash.codegen`: it asks whether this is a rename, and any answer but yes makes an empty table.',
    moved:
      'The last snapshot has the table `{table}` in the schema `{before}`, and here it is in `{schema}`. Run `mix ash.codegen`: it asks whether the table is to be moved, and any answer but yes leaves its rows behind.',
  },
  *check(resource, context) {
    for (const missing of driftAt(resource.path, context).missingOf(resource)) {
      const { table, former } = missing;
      const message = messageOf(missing);
      const place = causeOf(table, message === 'moved' ? 'schema' : 'table') ?? at(resource.path, resource.nameSpan);
      yield {
        message,
        data: {
          table: table.key.table,
          schema: table.key.schema ?? 'public',
          before: (message === 'moved' ? former?.snapshot.schema : former?.file.place.table) ?? 'public',
        },
        at: place,
        related: former === undefined ? [] : [inSnapshot(former.file.path, ['table'], context)],
        ...inProgress(resource, place, context),
      };
    }
  },
});

function messageOf({ table, former }: MissingSnapshot): 'missing' | 'renamed' | 'moved' {
  if (former === undefined) return 'missing';
  return former.file.place.table === table.key.table ? 'moved' : 'renamed';
}
