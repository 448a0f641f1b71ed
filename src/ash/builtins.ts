import type { ActionType, Step } from './model.ts';

/** The word that a builtin stands behind, and what it is called with. */
interface Builtins {
  readonly kind: Step['kind'];
  readonly arities: ReadonlyMap<string, readonly number[]>;
}

/** `Ash.Resource.Change.Builtins` of Ash 3.32: functions and macros with their arities. */
const changes: Builtins = {
  kind: 'change',
  arities: new Map([
    ['after_action', [1, 2]],
    ['after_transaction', [1, 2]],
    ['atomic_set', [2, 3]],
    ['atomic_update', [2, 3]],
    ['before_action', [1, 2]],
    ['before_transaction', [1, 2]],
    ['cascade_destroy', [1, 2]],
    ['cascade_update', [1, 2]],
    ['debug_log', [0, 1]],
    ['ensure_selected', [1]],
    ['filter', [1]],
    ['get_and_lock', [1, 2]],
    ['get_and_lock_for_update', [0, 1]],
    ['increment', [1, 2]],
    ['load', [1]],
    ['manage_relationship', [2, 3]],
    ['optimistic_lock', [1]],
    ['prevent_change', [1]],
    ['relate_actor', [1, 2]],
    ['select', [1]],
    ['set_attribute', [2, 3]],
    ['set_context', [1]],
    ['set_new_attribute', [2]],
    ['update_change', [2]],
  ]),
};

/** `AshStateMachine.BuiltinChanges`, which that extension imports. */
const stateMachineChanges: Builtins = {
  kind: 'change',
  arities: new Map([
    ['next_state', [0]],
    ['transition_state', [1]],
  ]),
};

/** `Ash.Resource.Validation.Builtins`. */
const validations: Builtins = {
  kind: 'validate',
  arities: new Map([
    ['absent', [1, 2]],
    ['action_is', [1]],
    ['all', [1]],
    ['any', [1]],
    ['argument_does_not_equal', [2]],
    ['argument_equals', [2]],
    ['argument_in', [2]],
    ['attribute_does_not_equal', [2]],
    ['attribute_equals', [2]],
    ['attribute_in', [2]],
    ['attributes_absent', [1, 2]],
    ['attributes_present', [1, 2]],
    ['byte_size', [2]],
    ['changing', [1, 2]],
    ['compare', [1, 2]],
    ['confirm', [2]],
    ['data_one_of', [2]],
    ['match', [2]],
    ['negate', [1]],
    ['numericality', [1, 2]],
    ['one_of', [2]],
    ['pre_flight_authorization', [0]],
    ['present', [1, 2]],
    ['string_length', [1, 2]],
  ]),
};

/** `Ash.Resource.Preparation.Builtins`. */
const preparations: Builtins = {
  kind: 'prepare',
  arities: new Map([
    ['after_action', [1]],
    ['before_action', [1]],
    ['build', [1]],
    ['set_context', [1]],
  ]),
};

/**
 * What each block imports (the `imports` of Ash 3.32's DSL); no name among them is an option or entity of that block.
 * An Ash that gives `update` and `destroy` a `filter` of their own must lose that name here.
 */
const inActions: Readonly<Record<ActionType, readonly Builtins[]>> = {
  create: [changes, stateMachineChanges, validations],
  update: [changes, stateMachineChanges, validations],
  destroy: [changes, stateMachineChanges, validations],
  read: [preparations, validations],
  action: [preparations, validations],
};

const inSections: Readonly<Record<'changes' | 'validations' | 'preparations', readonly Builtins[]>> = {
  changes: [changes, stateMachineChanges, validations],
  validations: [validations],
  preparations: [preparations, validations],
};

export type BuiltinScope = ActionType | keyof typeof inSections;

export const builtinSections = ['changes', 'validations', 'preparations'] as const;

/** The word that a builtin of that name and arity needs in a block, or undefined when the block imports none. */
export function wrapperOf(name: string, arity: number, scope: BuiltinScope): Step['kind'] | undefined {
  const tables = scope in inSections ? inSections[scope as keyof typeof inSections] : inActions[scope as ActionType];
  return tables.find((table) => table.arities.get(name)?.includes(arity) === true)?.kind;
}
