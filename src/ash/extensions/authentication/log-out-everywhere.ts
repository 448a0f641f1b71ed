import { factOptions } from '../block-options.ts';
import { addAction, requiredArgument, type Strategy } from './strategy.ts';

const namespace = 'AshAuthentication.AddOn.LogOutEverywhere';

export function applyLogOutEverywhere(strategy: Strategy): void {
  const { draft, declaration, options, make } = strategy;
  const constraints = make.literals.keywords({ instance_of: make.literals.module(draft.module) });
  addAction(strategy, 'action', options.name('action_name', 'log_out_everywhere'), {
    arguments: requiredArgument(strategy, options.name('argument_name', 'user'), 'struct', { constraints }),
  });
  if (factOptions([declaration]).boolean('apply_on_password_change?', false) === true) {
    draft.changes.push(make.change(`${namespace}.OnPasswordChange`, { on: ['update'] }));
  }
}
