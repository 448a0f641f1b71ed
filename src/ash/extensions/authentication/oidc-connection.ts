import type { ResourceDraft } from '../../draft.ts';
import { addNew } from '../add-new.ts';
import { isNil } from '../../../elixir/literal.ts';
import { findOption } from '../../../elixir/declaration.ts';
import { blockOptions, blocksOf } from '../block-options.ts';
import type { Extension } from '../extension.ts';
import { createGenerator } from '../generator.ts';
import { addAction, authenticationSource } from './strategy.ts';

export const oidcConnection: Extension = {
  module: 'AshAuthentication.OidcConnection',
  source: authenticationSource,
  sections: ['oidc_connection'],
  apply: applyOidcConnection,
};

function applyOidcConnection(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'oidc_connection');
  const options = blockOptions(draft, blocks);
  const make = createGenerator(draft, oidcConnection.module, blocks[0]);
  const id = options.name('id_attribute_name', 'id');
  const key = { primaryKey: true, allowNil: false, default: make.literals.capture('Ash.UUID', 'generate') };
  if (id !== undefined) addNew(draft.attributes, make.attribute(id, 'uuid', key));
  for (const [name, facts] of [
    ['base_url', { allowNil: false, public: true }],
    ['client_id', { allowNil: false, public: true }],
    ['client_secret', { allowNil: false, sensitive: true }],
    ['display_name', { public: true }],
    ['icon_url', { public: true }],
  ] as const) {
    const option = `${name}_field`;
    const isSwitchedOff = blocks.some((block) => isNil(findOption(block, option)?.value));
    const field = isSwitchedOff ? undefined : options.name(option, name);
    if (field === undefined || isField(draft, field)) continue;
    draft.attributes.push(make.attribute(field, 'string', facts));
  }
  addAction({ draft, make }, 'read', options.name('read_action_name', 'read'), { primary: true });
}

/** Fields may also be given as calculations, aggregates or relationships. */
function isField(draft: ResourceDraft, name: string): boolean {
  const fields = [draft.attributes, draft.calculations, draft.aggregates, draft.relationships];
  return fields.some((list) => list.some((field) => field.name === name));
}
