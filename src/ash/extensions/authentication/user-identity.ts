import type { Declaration } from '../../../elixir/declaration.ts';
import type { ResourceDraft } from '../../draft.ts';
import type { Identity } from '../../model.ts';
import { addNew } from '../add-new.ts';
import { blockOptions, blocksOf, openAt, type BlockOptions } from '../block-options.ts';
import type { Extension } from '../extension.ts';
import { createGenerator, type Generator } from '../generator.ts';
import { addAction, authenticationSource, requiredArgument } from './strategy.ts';

export const userIdentity: Extension = {
  module: 'AshAuthentication.UserIdentity',
  source: authenticationSource,
  sections: ['user_identity'],
  apply: applyUserIdentity,
};

/** Links between users and their accounts elsewhere. The type of the user's key stands in another resource. */
function applyUserIdentity(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'user_identity');
  const options = blockOptions(draft, blocks);
  const make = createGenerator(draft, userIdentity.module, blocks[0]);
  const strategy = options.name('strategy_attribute_name', 'strategy');
  const uid = options.name('uid_attribute_name', 'uid');
  addAttributes(draft, options, make, strategy, uid);
  const userId = options.name('user_id_attribute_name', 'user_id');
  const identity = identityOf(draft, blocks[0], [strategy, uid, userId]);
  const user = options.name('user_relationship_name', 'user');
  if (user !== undefined) {
    addNew(
      draft.relationships,
      make.belongsTo(user, options.module('user_resource'), {
        sourceAttribute: userId,
        destinationAttribute: undefined,
        attributeType: { kind: 'unknown' },
      }),
    );
  }
  const target = { draft, make };
  addAction(target, 'create', options.name('upsert_action_name', 'upsert'), {
    accept: strategy === undefined ? undefined : [strategy],
    arguments: [
      ...requiredArgument(target, 'user_info', 'map'),
      ...requiredArgument(target, 'oauth_tokens', 'map'),
      ...requiredArgument(target, userId, { kind: 'unknown' }),
    ],
    upsert: true,
    upsertIdentity: identity?.name,
    steps: [make.change('AshAuthentication.UserIdentity.UpsertIdentityChange')],
  });
  addAction(target, 'destroy', options.name('destroy_action_name', 'destroy'), { primary: true });
  addAction(target, 'read', options.name('read_action_name', 'read'), { primary: true });
}

function addAttributes(
  draft: ResourceDraft,
  options: BlockOptions,
  make: Generator,
  strategy: string | undefined,
  uid: string | undefined,
): void {
  const id = { primaryKey: true, allowNil: false, default: make.literals.capture('Ash.UUID', 'generate') };
  const accessToken = options.name('access_token_attribute_name', 'access_token');
  const expiresAt = options.name('access_token_expires_at_attribute_name', 'access_token_expires_at');
  const refreshToken = options.name('refresh_token_attribute_name', 'refresh_token');
  addNew(draft.attributes, make.attribute('id', 'uuid', id));
  for (const [name, type, facts] of [
    [strategy, 'string', { allowNil: false, public: true }],
    [uid, 'string', { allowNil: false }],
    [accessToken, 'string', {}],
    [expiresAt, 'utc_datetime_usec', {}],
    [refreshToken, 'string', {}],
  ] as const) {
    if (name !== undefined) addNew(draft.attributes, make.attribute(name, type, facts));
  }
}

/**
 * Version 4 makes an identity over strategy, uid and user, version 5 one over strategy and uid.
 * Which one the project has does not stand in its text, so nothing is added where neither is written.
 */
function identityOf(
  draft: ResourceDraft,
  place: Declaration | undefined,
  keys: readonly (string | undefined)[],
): Identity | undefined {
  const [strategy, uid, userId] = keys;
  const isOver = (identity: Identity, ...names: readonly (string | undefined)[]): boolean =>
    identity.keys?.length === names.length &&
    names.every((name) => name !== undefined && identity.keys?.includes(name));
  const existing = draft.identities.find(
    (identity) => isOver(identity, strategy, uid) || isOver(identity, strategy, uid, userId),
  );
  if (existing === undefined && place !== undefined) {
    openAt(draft, place, place, 'the identity that `AshAuthentication.UserIdentity` adds depends on its version');
  }
  return existing;
}
