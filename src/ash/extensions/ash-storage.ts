import type { Declaration } from '../../elixir/declaration.ts';
import { asAtom, asModule } from '../../elixir/literal.ts';
import type { ResourceDraft } from '../draft.ts';
import { arrayOf } from '../generated.ts';
import { builtin } from '../type-ref.ts';
import { addNew } from './add-new.ts';
import { blocksOf, factOptions, openAt } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator, type Generator } from './generator.ts';

const source = 'ash_storage 0.1.0';

export const ashStorage: Extension = { module: 'AshStorage', source, sections: ['storage'], apply: applyStorage };

/** Relationships to the attachments, calculations of their URLs, and actions that attach, detach and purge. */
function applyStorage(draft: ResourceDraft): void {
  const attachments = blocksOf(draft, 'storage').flatMap((block) =>
    block.body.filter((child) => child.name === 'has_one_attached' || child.name === 'has_many_attached'),
  );
  const destination = factOptions(blocksOf(draft, 'storage')).module('attachment_resource');
  for (const attachment of attachments) addAttachment(draft, attachment, destination);
}

function addAttachment(draft: ResourceDraft, attachment: Declaration, destination: string | undefined): void {
  const name = asAtom(attachment.args[0]);
  if (name === undefined) {
    openAt(draft, attachment, attachment, `the name of a \`${attachment.name}\` is computed`);
    return;
  }
  const make = createGenerator(draft, ashStorage.module, attachment);
  const isOne = attachment.name === 'has_one_attached';
  // The column depends on the attachment resource: `record_id`, or that of a relationship back to this one.
  const facts = { public: true, validateDestinationAttribute: undefined };
  const relationship = isOne
    ? make.hasOne(name, destination, 'record_id', facts)
    : make.hasMany(name, destination, 'record_id', facts);
  addNew(draft.relationships, { ...relationship, destinationAttribute: undefined });
  const variants = attachment.body.filter((child) => child.name === 'variant').map((child) => asAtom(child.args[0]));
  for (const variant of [undefined, ...variants.filter((each) => each !== undefined)]) {
    addUrl(draft, variant === undefined ? name : `${name}_${variant}`, variant !== undefined, isOne, make);
  }
  addAttachmentActions(draft, name, make);
}

function addUrl(draft: ResourceDraft, name: string, isVariant: boolean, isOne: boolean, make: Generator): void {
  const module = `AshStorage.Calculations.${isVariant ? 'Variant' : 'Attachment'}Url${isOne ? '' : 's'}`;
  const type = isOne ? builtin('string') : arrayOf(builtin('string'));
  addNew(draft.calculations, make.calculation(`${name}_url${isOne ? '' : 's'}`, type, module, { public: true }));
}

function addAttachmentActions(draft: ResourceDraft, name: string, make: Generator): void {
  const { string, emptyMap, boolean } = make.literals;
  const which = [make.argument('blob_id', 'string'), make.argument('all', 'boolean', { default: boolean(false) })];
  const attached = [
    make.argument('io', 'term', { allowNil: false }),
    make.argument('filename', 'string', { allowNil: false }),
    make.argument('content_type', 'string', { default: string('application/octet-stream') }),
    make.argument('metadata', 'map', { default: emptyMap() }),
  ];
  for (const [verb, change, input] of [
    ['attach', 'Attach', attached],
    ['detach', 'Detach', which],
    ['purge', 'Purge', which],
  ] as const) {
    const steps = [make.change(`AshStorage.Changes.${change}`)];
    const facts = { accept: [], arguments: input, requireAtomic: false, steps };
    addNew(draft.actions, make.action('update', `${verb}_${name}`, facts));
  }
}

export const ashStorageAttachment: Extension = {
  module: 'AshStorage.AttachmentResource',
  source,
  sections: ['attachment'],
  apply: applyAttachmentResource,
};

/** A file's link to what it is attached to: by a relationship for each resource, or by type and id. */
function applyAttachmentResource(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'attachment');
  const make = createGenerator(draft, ashStorageAttachment.module, blocks[0]);
  const owners = blocks.flatMap((block) => block.body.filter((child) => child.name === 'belongs_to_resource'));
  const facts = { allowNil: false, public: true };
  const polymorphic = owners.length === 0 ? ['record_type', 'record_id'] : [];
  for (const name of ['name', ...polymorphic]) addNew(draft.attributes, make.attribute(name, 'string', facts));
  const blob = factOptions(blocks).module('blob_resource');
  const visible = { public: true, attributePublic: true };
  addNew(draft.relationships, make.belongsTo('blob', blob, { ...visible, allowNil: false }));
  const names = owners.flatMap((owner) => addOwner(draft, owner));
  addNew(draft.calculations, make.calculation('url', 'string', 'AshStorage.Calculations.Url', { public: true }));
  const accept = ['name', 'blob_id', ...polymorphic, ...names.map((name) => `${name}_id`)];
  addNew(
    draft.actions,
    make.action('create', 'create', { primary: true, accept }),
    make.action('read', 'read', { primary: true }),
    make.action('destroy', 'destroy', { primary: true }),
  );
}

function addOwner(draft: ResourceDraft, owner: Declaration): string[] {
  const name = asAtom(owner.args[0]);
  if (name === undefined) {
    openAt(draft, owner, owner, 'the name of a `belongs_to_resource` is computed');
    return [];
  }
  const written = factOptions([owner]).expr('attribute_type');
  const type = written === undefined ? 'uuid' : asAtom(written);
  const make = createGenerator(draft, ashStorageAttachment.module, owner);
  const attributeType = type === undefined ? ({ kind: 'unknown' } as const) : builtin(type);
  const facts = { public: true, attributePublic: true, attributeType };
  addNew(draft.relationships, make.belongsTo(name, asModule(owner.args[1]), facts));
  return [name];
}
