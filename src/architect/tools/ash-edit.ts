import { z } from 'zod';
import type { AshEdit } from '../../analysis/ash-edits/ash-edit.ts';
import { ashEditSchema } from '../edits/ash-edit-schema.ts';
import { makeAshEdit } from '../edits/make-ash-edit.ts';
import { defineTool } from '../tool.ts';
import { propose } from './propose.ts';

// The union stands within an object: providers take nothing else as the outermost schema of an input.
const input = z.strictObject({ edit: ashEditSchema.describe('One change; `kind` says which.') });

export const ashEdit = defineTool({
  name: 'ash_edit',
  description:
    'Proposes a structured change of resources, placed by the syntax tree and written like the file around it: add an identity, a relationship with its inverse and its reference, set what a reference does, add an index, an attribute or an action, change a type, create a resource and register it in its domain. All files that belong to the change are in one proposal. Prefer it to `edit` wherever it fits. It is checked before the user sees it, and nothing is written before the user accepts.',
  title: ({ edit }) => titleOf(edit),
  input,
  risk: 'propose',
  phases: ['free', 'design', 'migrations'],
  propose: async ({ edit }, context) => {
    const made = await makeAshEdit(edit, context.facts, context.files);
    return made.ok ? propose(made.changes.summary, made.changes.files, context) : made;
  },
});

function titleOf(edit: AshEdit): string {
  switch (edit.kind) {
    case 'add_identity':
      return `Add an identity on ${edit.keys.join(', ')} to ${edit.resource}`;
    case 'add_relationship':
      return `Add ${edit.type} ${edit.name} to ${edit.resource}`;
    case 'set_reference':
      return `Set the reference of ${edit.relationship} in ${edit.resource}`;
    case 'add_index':
      return `Add an index on ${edit.columns.join(', ')} to ${edit.resource}`;
    case 'change_type':
      return `Change the type of ${edit.attribute} in ${edit.resource}`;
    case 'add_attribute':
      return `Add the attribute ${edit.name} to ${edit.resource}`;
    case 'add_action':
      return `Add the action ${edit.name} to ${edit.resource}`;
    case 'create_resource':
      return `Create ${edit.module}`;
  }
}
