import { addNew } from '../add-new.ts';
import { addAction, attributeArgument, requiredArgument, type Strategy } from './strategy.ts';

const namespace = 'AshAuthentication.Strategy.Totp';

/** Setting up a time-based one-time password, signing in with it or checking it, and its URL. */
export function applyTotp(strategy: Strategy): void {
  const { draft, options, name, make } = strategy;
  const code = requiredArgument(strategy, 'code', 'string');
  const confirms = options.boolean('confirm_setup_enabled?', false) !== false;
  if (options.boolean('setup_enabled?', true) !== false) {
    const change = confirms ? 'GeneratePendingSetupChange' : 'GenerateSecretChange';
    addAction(strategy, 'update', options.name('setup_action_name', `setup_with_${name}`), {
      accept: [],
      requireAtomic: false,
      steps: [make.change(`${namespace}.${change}`)],
    });
  }
  if (confirms) {
    addAction(strategy, 'update', options.name('confirm_setup_action_name', `confirm_setup_with_${name}`), {
      accept: [],
      arguments: [...requiredArgument(strategy, 'setup_token', 'string', { sensitive: true }), ...code],
      requireAtomic: false,
      steps: [make.change(`${namespace}.ConfirmSetupChange`)],
    });
  }
  if (options.boolean('sign_in_enabled?', false) !== false) {
    addAction(strategy, 'read', options.name('sign_in_action_name', `sign_in_with_${name}`), {
      arguments: [...attributeArgument(strategy, options.name('identity_field', 'username')), ...code],
      get: true,
      steps: [make.prepare(`${namespace}.SignInPreparation`)],
    });
  }
  if (options.boolean('verify_enabled?', true) !== false) {
    const constraints = make.literals.keywords({ instance_of: make.literals.module(draft.module) });
    addAction(strategy, 'action', options.name('verify_action_name', `verify_with_${name}`), {
      arguments: [...requiredArgument(strategy, 'user', 'struct', { sensitive: true, constraints }), ...code],
      returns: { kind: 'builtin', name: 'boolean' },
    });
  }
  const url = options.name('totp_url_field', `totp_url_for_${name}`);
  if (url === undefined) return;
  addNew(draft.calculations, make.calculation(url, 'string', `${namespace}.TotpUrlCalculation`, { sensitive: true }));
}
