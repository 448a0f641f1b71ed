import { editsBetween } from '../fix-all.ts';
import type { Workspace } from '../workspace.ts';
import { addAction } from './add-action.ts';
import { addAttribute } from './add-attribute.ts';
import { addIdentity } from './add-identity.ts';
import { addIndex } from './add-index.ts';
import { addRelationship } from './add-relationship.ts';
import type { AshEdit, AshEditResult } from './ash-edit.ts';
import { changeType } from './change-type.ts';
import { createResource } from './create-resource.ts';
import { Draft, type Refusal } from './draft.ts';
import { setReference } from './set-reference.ts';

/** Makes the text edits of a structured change; the workspace is afterwards as it was. */
export function editAsh(workspace: Workspace, edit: AshEdit): AshEditResult {
  return workspace.borrow((apply) => {
    const draft = new Draft(workspace, apply);
    const refusal = make(edit, draft);
    if (refusal !== undefined) return { ok: false, reason: refusal };
    const files = draft.files();
    if (files.length === 0) return { ok: false, reason: 'Everything is so already: there is nothing to change.' };
    const edits = files.map(({ path, before, after }) => ({ path, edits: editsBetween(before ?? '', after) }));
    return { ok: true, edits, files, summary: draft.summary };
  });
}

function make(edit: AshEdit, draft: Draft): Refusal {
  switch (edit.kind) {
    case 'add_identity':
      return addIdentity(edit, draft);
    case 'add_relationship':
      return addRelationship(edit, draft);
    case 'set_reference':
      return setReference(edit, draft);
    case 'add_index':
      return addIndex(edit, draft);
    case 'change_type':
      return changeType(edit, draft);
    case 'add_attribute':
      return addAttribute(edit, draft);
    case 'add_action':
      return addAction(edit, draft);
    case 'create_resource':
      return createResource(edit, draft);
  }
}
