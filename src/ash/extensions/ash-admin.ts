import type { ResourceDraft } from '../draft.ts';
import { blockOptions, blocksOf } from './block-options.ts';
import { addNew } from './add-new.ts';
import type { Extension } from './extension.ts';
import { createGenerator } from './generator.ts';

const source = 'ash_admin 1.3.0';

export const ashAdmin: Extension = { module: 'AshAdmin.Resource', source, sections: ['admin'], apply: applyAdmin };

export const ashAdminDomain: Extension = { module: 'AshAdmin.Domain', source, sections: ['admin'] };

/** With a `label_field`, a calculation by which suggestions are sorted. */
function applyAdmin(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'admin');
  const label = blockOptions(draft, blocks).name('label_field', undefined);
  if (label === undefined) return;
  const make = createGenerator(draft, ashAdmin.module, blocks[0]);
  const { call, variable, atom, string, pinned } = make.literals;
  const term = pinned(call('arg', atom('search_term')));
  addNew(
    draft.calculations,
    make.calculation('ash_admin_position_sort', 'integer', '', {
      arguments: [make.argument('search_term', 'string', { default: string('') })],
      implementation: { kind: 'expression', expr: call('string_position', variable(label), term) },
    }),
  );
}
