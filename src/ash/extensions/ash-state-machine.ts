import { optionValue, type Declaration } from '../../elixir/declaration.ts';
import { asAtoms } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { ResourceDraft } from '../draft.ts';
import { blockOptions, blocksOf, factOptions, openAt, type BlockOptions } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator, type Generator } from './generator.ts';

export const ashStateMachine: Extension = {
  module: 'AshStateMachine',
  source: 'ash_state_machine 0.2.13',
  sections: ['state_machine'],
  apply: applyStateMachine,
};

function applyStateMachine(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'state_machine');
  const options = factOptions(blocks);
  const stateAttribute = blockOptions(draft, blocks).name('state_attribute', 'state');
  if (stateAttribute === undefined) return;
  const make = createGenerator(draft, ashStateMachine.module, blocks[0]);
  const transitions = blocksOf(draft, 'state_machine', 'transitions').flatMap((block) =>
    block.body.filter((child) => child.name === 'transition'),
  );
  const initialStates = options.names('initial_states', []);
  // A single initial state is the default one.
  const implied = initialStates?.length === 1 ? initialStates[0] : undefined;
  const defaultInitialState = options.name('default_initial_state', implied);
  if (!draft.attributes.some((attribute) => attribute.name === stateAttribute)) {
    const value =
      options.expr('default_initial_state') ?? (implied === undefined ? undefined : make.literals.atom(implied));
    const constraints = oneOf(options, initialStates, transitions, make);
    const facts = { allowNil: false, public: true, default: value, constraints };
    draft.attributes.push(make.attribute(stateAttribute, 'atom', facts));
    const [block] = blocks;
    if (value === undefined && initialStates === undefined && block !== undefined) {
      openAt(draft, block, block, '`initial_states` of `state_machine` is computed');
    }
  }
  draft.preparations.push(make.prepare('Ash.Resource.Preparation.Build'));
  draft.stateMachine = { stateAttribute, initialStates, defaultInitialState, transitions };
}

/** `[one_of: states]`; undefined as soon as one list of states is computed. */
function oneOf(
  options: BlockOptions,
  initialStates: readonly string[] | undefined,
  transitions: readonly Declaration[],
  make: Generator,
): Expr | undefined {
  const lists = [
    initialStates,
    options.names('extra_states', []),
    options.names('deprecated_states', []),
    ...transitions.flatMap((transition) => ['from', 'to'].map((side) => asAtoms(optionValue(transition, side)))),
  ];
  const known = lists.filter((list) => list !== undefined);
  if (known.length < lists.length) return undefined;
  const states = new Set(known.flat().filter((state) => state !== '*'));
  return make.literals.keywords({ one_of: make.literals.atoms([...states]) });
}
