import { arrayOf } from '../../generated.ts';
import { builtin } from '../../type-ref.ts';
import { addAction, requiredArgument, type Strategy } from './strategy.ts';

const namespace = 'AshAuthentication.Strategy.RecoveryCode';

/** Checking a recovery code, and making new ones. The relationship to the codes must be written by hand. */
export function applyRecoveryCode(strategy: Strategy): void {
  const { draft, options, name, make } = strategy;
  const constraints = make.literals.keywords({ instance_of: make.literals.module(draft.module) });
  addAction(strategy, 'action', options.name('verify_action_name', `verify_with_${name}`), {
    arguments: [
      ...requiredArgument(strategy, 'user', 'struct', { sensitive: true, constraints }),
      ...requiredArgument(strategy, 'code', 'string', { sensitive: true }),
    ],
    returns: builtin('term'),
  });
  if (options.boolean('generate_enabled?', true) === false) return;
  addAction(strategy, 'update', options.name('generate_action_name', `generate_${name}_codes`), {
    accept: [],
    arguments: requiredArgument(strategy, 'recovery_codes', arrayOf(builtin('string')), {
      sensitive: true,
      public: false,
    }),
    requireAtomic: false,
    steps: [
      make.change('Ash.Resource.Change.CascadeDestroy'),
      make.change(`${namespace}.HashRecoveryCodesChange`),
      make.change('Ash.Resource.Change.ManageRelationship'),
    ],
  });
}
