import type { ResourceDraft } from '../draft.ts';
import { addNew } from './add-new.ts';
import { blocksOf } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator } from './generator.ts';

export const ashStorageBlob: Extension = {
  module: 'AshStorage.BlobResource',
  source: 'ash_storage 0.1.0',
  sections: ['blob'],
  apply: applyBlobResource,
};

const file = ['key', 'filename', 'content_type', 'byte_size', 'checksum', 'service_name', 'service_opts', 'metadata'];
const variant = ['variant_of_blob_id', 'variant_name', 'variant_digest'];

/** A stored file, its variants, and the actions that analyse and purge it. */
function applyBlobResource(draft: ResourceDraft): void {
  const make = createGenerator(draft, ashStorageBlob.module, blocksOf(draft, 'blob')[0]);
  const { emptyMap, boolean } = make.literals;
  const required = { allowNil: false, public: true };
  const optional = { public: true };
  const map = { ...optional, default: emptyMap() };
  const flag = { ...required, default: boolean(false) };
  for (const [name, type, facts] of [
    ['key', 'string', required],
    ['filename', 'string', required],
    ['content_type', 'string', optional],
    ['byte_size', 'integer', optional],
    ['checksum', 'string', optional],
    ['service_name', 'atom', required],
    ['service_opts', 'map', map],
    ['metadata', 'map', map],
    ['analyzers', 'map', map],
    ['pending_purge', 'boolean', flag],
    ['pending_analyzers', 'boolean', flag],
    ['pending_variants', 'boolean', flag],
    ['variant_of_blob_id', 'uuid', optional],
    ['variant_name', 'string', optional],
    ['variant_digest', 'string', optional],
  ] as const) {
    addNew(draft.attributes, make.attribute(name, type, facts));
  }
  addNew(
    draft.relationships,
    make.belongsTo('source_blob', draft.module, {
      sourceAttribute: 'variant_of_blob_id',
      defineAttribute: false,
      public: true,
    }),
    make.hasMany('variants', draft.module, 'variant_of_blob_id', { public: true }),
  );
  const changes = 'AshStorage.BlobResource.Changes';
  const calculation = 'AshStorage.BlobResource.Calculations.ParsedServiceOpts';
  addNew(draft.calculations, make.calculation('parsed_service_opts', 'term', calculation));
  const run = (change: string) => ({ accept: [], steps: [make.change(`${changes}.${change}`)] });
  const analysis = [
    make.argument('analyzer_key', 'string', { allowNil: false }),
    make.argument('status', 'string', { allowNil: false }),
    make.argument('metadata_to_merge', 'map', { default: emptyMap() }),
  ];
  addNew(
    draft.actions,
    make.action('create', 'create', { primary: true, accept: [...file, 'analyzers'] }),
    make.action('read', 'read', { primary: true }),
    make.action('destroy', 'destroy', { primary: true }),
    make.action('update', 'update_metadata', {
      accept: ['metadata', 'analyzers', 'pending_analyzers', 'pending_variants'],
    }),
    make.action('update', 'mark_for_purge', { accept: ['pending_purge'] }),
    make.action('update', 'complete_analysis', { ...run('CompleteAnalysis'), arguments: analysis }),
    make.action('update', 'run_pending_analyzers', { ...run('RunPendingAnalyzers'), requireAtomic: false }),
    make.action('create', 'create_variant', { accept: [...file, ...variant] }),
    make.action('update', 'run_pending_variants', { ...run('RunPendingVariants'), requireAtomic: false }),
    make.action('destroy', 'purge_blob', { steps: [make.change(`${changes}.PurgeFile`)] }),
  );
}
