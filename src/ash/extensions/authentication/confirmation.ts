import { addNew } from '../add-new.ts';
import { factOptions } from '../block-options.ts';
import { addAction, requiredArgument, type Strategy } from './strategy.ts';

const namespace = 'AshAuthentication.AddOn.Confirmation';

/** The action that confirms, and the attribute that says when; both unless they exist. */
export function applyConfirmation(strategy: Strategy): void {
  const { draft, declaration, options, name, make } = strategy;
  addAction(strategy, 'update', options.name('confirm_action_name', name), {
    accept: factOptions([declaration]).names('monitor_fields', []),
    arguments: requiredArgument(strategy, 'confirm', 'string'),
    requireAtomic: false,
    steps: [make.change(`${namespace}.ConfirmChange`), make.change('AshAuthentication.GenerateTokenChange')],
  });
  const confirmedAt = options.name('confirmed_at_field', 'confirmed_at');
  if (confirmedAt !== undefined) addNew(draft.attributes, make.attribute(confirmedAt, 'utc_datetime_usec'));
  draft.changes.push(make.change(`${namespace}.ConfirmationHookChange`));
}
