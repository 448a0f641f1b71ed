import { addAction, requiredArgument, type Strategy } from './strategy.ts';

export function applyRememberMe(strategy: Strategy): void {
  const { options, name, make } = strategy;
  addAction(strategy, 'read', options.name('sign_in_action_name', `sign_in_with_${name}`), {
    arguments: requiredArgument(strategy, 'token', 'string', { sensitive: true }),
    get: true,
    steps: [make.prepare('AshAuthentication.Strategy.RememberMe.SignInPreparation')],
  });
}
