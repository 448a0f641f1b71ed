import { addAction, attributeArgument, requiredArgument, type Strategy } from './strategy.ts';

const namespace = 'AshAuthentication.Strategy.WebAuthn';

/** Registration, sign-in and checks with a passkey. The resource of the credentials is written by hand. */
export function applyWebAuthn(strategy: Strategy): void {
  const { options, name, make } = strategy;
  const identity = options.name('identity_field', 'email');
  if (options.boolean('registration_enabled?', true) !== false) {
    addAction(strategy, 'create', options.name('register_action_name', `register_with_${name}`), {
      accept: identity === undefined ? undefined : [identity],
      arguments: [
        ...requiredArgument(strategy, 'credential_id', 'binary'),
        ...requiredArgument(strategy, 'public_key', 'map'),
        ...requiredArgument(strategy, 'sign_count', 'integer'),
        make.argument('label', 'string', { default: make.literals.string('Security Key') }),
      ],
      steps: [make.change('AshAuthentication.GenerateTokenChange')],
    });
  }
  addAction(strategy, 'read', options.name('sign_in_action_name', `sign_in_with_${name}`), {
    arguments: attributeArgument(strategy, identity),
    get: true,
    steps: [make.prepare(`${namespace}.SignInPreparation`)],
  });
  addAction(strategy, 'read', options.name('sign_in_with_token_action_name', `sign_in_with_${name}_token`), {
    arguments: requiredArgument(strategy, 'token', 'string', { sensitive: true }),
    get: true,
    steps: [make.prepare(`${namespace}.SignInWithTokenPreparation`)],
  });
  if (options.boolean('verify_enabled?', true) === false) return;
  const assertion = ['raw_id', 'authenticator_data', 'signature', 'client_data_json'];
  addAction(strategy, 'read', options.name('verify_action_name', `verify_${name}`), {
    arguments: assertion.flatMap((argument) => requiredArgument(strategy, argument, 'string')),
    get: true,
  });
}
