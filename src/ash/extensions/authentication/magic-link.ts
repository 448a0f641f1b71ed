import { addAction, addLookup, attributeArgument, identityOn, requiredArgument, type Strategy } from './strategy.ts';

const namespace = 'AshAuthentication.Strategy.MagicLink';

/** Requesting a link, looking its user up, and signing in; with registration, signing in is an upsert. */
export function applyMagicLink(strategy: Strategy): void {
  const { draft, options, name, make } = strategy;
  const identity = options.name('identity_field', 'username');
  const lookup = options.name('lookup_action_name', identity === undefined ? undefined : `get_by_${identity}`);
  const signIn = options.name('sign_in_action_name', `sign_in_with_${name}`);
  const token = requiredArgument(strategy, options.name('token_param_name', 'token'), 'string');
  addLookup(strategy, lookup, identity);
  const registers = options.boolean('registration_enabled?', false);
  if (registers === true) {
    addAction(strategy, 'create', signIn, {
      arguments: token,
      upsert: true,
      upsertIdentity: identityOn(draft, identity),
      steps: [make.change(`${namespace}.SignInChange`)],
    });
  } else if (registers === false) {
    addAction(strategy, 'read', signIn, {
      arguments: token,
      get: true,
      steps: [make.prepare(`${namespace}.SignInPreparation`)],
    });
  }
  addAction(strategy, 'action', options.name('request_action_name', `request_${name}`), {
    arguments: attributeArgument(strategy, identity),
  });
}
