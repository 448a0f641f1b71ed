import type { ResourceDraft } from '../../draft.ts';
import { builtin } from '../../type-ref.ts';
import { addNew } from '../add-new.ts';
import { blockOptions, blocksOf } from '../block-options.ts';
import type { Extension } from '../extension.ts';
import { createGenerator, type Generator } from '../generator.ts';
import { addAction, authenticationSource, requiredArgument } from './strategy.ts';

export const tokenResource: Extension = {
  module: 'AshAuthentication.TokenResource',
  source: authenticationSource,
  sections: ['token'],
  apply: applyTokenResource,
};

/** Everything that a resource of tokens needs, each unless it exists. */
function applyTokenResource(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'token');
  const make = createGenerator(draft, tokenResource.module, blocks[0]);
  addAttributes(draft, make);
  addStoring(draft, make);
  addRevocation(draft, make);
  addConfirmation(draft, make);
}

function addAttributes(draft: ResourceDraft, make: Generator): void {
  const given = { allowNil: false, public: true };
  const now = make.literals.capture('DateTime', 'utc_now');
  addNew(draft.attributes, make.attribute('jti', 'string', { ...given, primaryKey: true, sensitive: true }));
  addNew(draft.attributes, make.attribute('subject', 'string', given));
  addNew(draft.attributes, make.attribute('expires_at', 'utc_datetime', given));
  addNew(draft.attributes, make.attribute('purpose', 'string', given));
  addNew(draft.attributes, make.attribute('extra_data', 'map', { public: true }));
  const createdAt = blockOptions(draft, blocksOf(draft, 'token')).name('created_at_attribute_name', 'created_at');
  const stamped = { allowNil: false, default: now };
  if (createdAt !== undefined) addNew(draft.attributes, make.attribute(createdAt, 'utc_datetime_usec', stamped));
  addNew(draft.attributes, make.attribute('updated_at', 'utc_datetime_usec', { ...stamped, updateDefault: now }));
}

function addStoring(draft: ResourceDraft, make: Generator): void {
  const options = blockOptions(draft, blocksOf(draft, 'token'));
  const { call, binary, variable } = make.literals;
  const expired = binary(variable('expires_at'), '<', call('now'));
  const target = { draft, make };
  addAction(target, 'destroy', options.name('expunge_expired_action_name', 'expunge_expired'), {
    steps: [make.change(call('filter', call('expr', expired)))],
  });
  addAction(target, 'read', options.name('read_expired_action_name', 'read_expired'), { filters: [expired] });
  addAction(target, 'create', options.name('store_token_action_name', 'store_token'), {
    accept: ['extra_data', 'purpose'],
    arguments: requiredArgument(target, 'token', 'string', { sensitive: true }),
    steps: [make.change('AshAuthentication.TokenResource.StoreTokenChange')],
  });
  addAction(target, 'read', options.name('get_token_action_name', 'get_token'), {
    arguments: [
      make.argument('token', 'string', { sensitive: true }),
      make.argument('jti', 'string', { sensitive: true }),
      make.argument('purpose', 'string'),
    ],
    get: true,
    steps: [make.prepare('AshAuthentication.TokenResource.GetTokenPreparation')],
  });
}

function addRevocation(draft: ResourceDraft, make: Generator): void {
  const options = blockOptions(draft, blocksOf(draft, 'token', 'revocation'));
  const target = { draft, make };
  const secret = (name: string) => requiredArgument(target, name, 'string', { sensitive: true });
  const step = (change: string) => [make.change(`AshAuthentication.TokenResource.${change}`)];
  for (const [option, name, names, change] of [
    ['revoke_token_action_name', 'revoke_token', ['token'], 'RevokeTokenChange'],
    ['revoke_token_insert_action_name', 'revoke_token_insert', ['token'], 'RevokeTokenChange'],
    ['revoke_jti_action_name', 'revoke_jti', ['jti', 'subject'], 'RevokeJtiChange'],
    ['revoke_jti_insert_action_name', 'revoke_jti_insert', ['jti', 'subject'], 'RevokeJtiChange'],
  ] as const) {
    addAction(target, 'create', options.name(option, name), {
      accept: ['extra_data'],
      arguments: names.flatMap(secret),
      upsert: !option.includes('_insert_'),
      steps: step(change),
    });
  }
  const revokeAll = 'revoke_all_stored_for_subject';
  addAction(target, 'update', options.name(`${revokeAll}_action_name`, revokeAll), {
    accept: ['extra_data'],
    arguments: secret('subject'),
    steps: step('RevokeAllStoredForSubjectChange'),
  });
  addAction(target, 'action', options.name('is_revoked_action_name', 'revoked?'), {
    arguments: ['token', 'jti'].map((name) => make.argument(name, 'string', { sensitive: true })),
    returns: builtin('boolean'),
  });
}

function addConfirmation(draft: ResourceDraft, make: Generator): void {
  const options = blockOptions(draft, blocksOf(draft, 'token', 'confirmation'));
  const target = { draft, make };
  addAction(target, 'read', options.name('get_changes_action_name', 'get_confirmation_changes'), {
    arguments: requiredArgument(target, 'jti', 'string', { sensitive: true }),
    get: true,
    steps: [make.prepare('AshAuthentication.TokenResource.GetConfirmationChangesPreparation')],
  });
  addAction(target, 'create', options.name('store_changes_action_name', 'store_confirmation_changes'), {
    accept: ['extra_data', 'purpose'],
    arguments: requiredArgument(target, 'token', 'string', { sensitive: true }),
    steps: [make.change('AshAuthentication.TokenResource.StoreConfirmationChangesChange')],
  });
}
