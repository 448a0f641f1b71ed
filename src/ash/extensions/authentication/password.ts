import { childrenNamed } from '../../../elixir/declaration.ts';
import type { Argument } from '../../model.ts';
import { blockOptions, factOptions } from '../block-options.ts';
import { addAction, addLookup, attributeArgument, requiredArgument, type Strategy } from './strategy.ts';

const namespace = 'AshAuthentication.Strategy.Password';

/** Registration, sign-in, sign-in with a short-lived token, and the two actions of a password reset. */
export function applyPassword(strategy: Strategy): void {
  const { options, name, make } = strategy;
  const identity = options.name('identity_field', 'username');
  const additions = factOptions([strategy.declaration]).names('register_action_accept', []);
  if (options.boolean('registration_enabled?', true) !== false) {
    addAction(strategy, 'create', options.name('register_action_name', `register_with_${name}`), {
      accept: identity === undefined || additions === undefined ? undefined : [...new Set([identity, ...additions])],
      arguments: newPassword(strategy),
      steps: [
        ...confirmed(strategy),
        make.change(`${namespace}.HashPasswordChange`),
        make.change('AshAuthentication.GenerateTokenChange'),
      ],
    });
  }
  if (options.boolean('sign_in_enabled?', true) !== false) {
    addAction(strategy, 'read', options.name('sign_in_action_name', `sign_in_with_${name}`), {
      arguments: [
        ...attributeArgument(strategy, identity),
        ...requiredArgument(strategy, options.name('password_field', 'password'), 'string', { sensitive: true }),
      ],
      get: true,
      steps: [make.prepare(`${namespace}.SignInPreparation`)],
    });
  }
  if (options.boolean('sign_in_tokens_enabled?', true) !== false) {
    addAction(strategy, 'read', options.name('sign_in_with_token_action_name', 'sign_in_with_token'), {
      arguments: requiredArgument(strategy, 'token', 'string', { sensitive: true }),
      get: true,
      steps: [make.prepare(`${namespace}.SignInWithTokenPreparation`)],
    });
  }
  applyResettable(strategy, identity);
}

function applyResettable(strategy: Strategy, identity: string | undefined): void {
  const { draft, declaration, name, make } = strategy;
  const blocks = childrenNamed(declaration, 'resettable');
  if (blocks.length === 0) return;
  const options = blockOptions(draft, blocks);
  addLookup(strategy, identity === undefined ? undefined : `get_by_${identity}`, identity);
  addAction(
    strategy,
    'action',
    options.name('request_password_reset_action_name', `request_password_reset_with_${name}`),
    { arguments: attributeArgument(strategy, identity) },
  );
  addAction(strategy, 'update', options.name('password_reset_action_name', `password_reset_with_${name}`), {
    accept: [],
    arguments: [make.argument('reset_token', 'string', { sensitive: true }), ...newPassword(strategy)],
    requireAtomic: false,
    steps: [
      make.validate(`${namespace}.ResetTokenValidation`),
      ...confirmed(strategy),
      make.change(`${namespace}.HashPasswordChange`),
      make.change('AshAuthentication.GenerateTokenChange'),
    ],
  });
}

/** The password, and its confirmation unless that is switched off. */
function newPassword(strategy: Strategy): Argument[] {
  const { options, make } = strategy;
  const facts = {
    sensitive: true,
    constraints: make.literals.keywords({ min_length: make.literals.integer(8) }),
  };
  const confirmation = isConfirmed(strategy)
    ? options.name('password_confirmation_field', 'password_confirmation')
    : undefined;
  return [options.name('password_field', 'password'), confirmation].flatMap((field) =>
    requiredArgument(strategy, field, 'string', facts),
  );
}

function confirmed(strategy: Strategy): ReturnType<Strategy['make']['validate']>[] {
  return isConfirmed(strategy) ? [strategy.make.validate(`${namespace}.PasswordConfirmationValidation`)] : [];
}

function isConfirmed({ options }: Strategy): boolean {
  return options.boolean('confirmation_required?', true) !== false;
}
