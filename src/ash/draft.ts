import type { Opaque } from '../elixir/expand.ts';
import type { Declaration } from '../elixir/declaration.ts';
import type {
  Action,
  Aggregate,
  Archival,
  Attribute,
  Calculation,
  Identity,
  Interface,
  Relationship,
  StateMachine,
  Step,
} from './model.ts';
import type { Expr } from '../elixir/syntax.ts';

/** A resource under construction: what was declared, to which extensions add before Ash's own rules are applied. */
export interface ResourceDraft {
  readonly module: string;
  readonly path: string;
  readonly dataLayer: string | undefined;
  readonly extensions: readonly string[];
  readonly sections: ReadonlyMap<string, readonly Declaration[]>;
  attributes: Attribute[];
  relationships: Relationship[];
  identities: Identity[];
  actions: Action[];
  calculations: Calculation[];
  aggregates: Aggregate[];
  interfaces: Interface[];
  changes: Step[];
  preparations: Step[];
  baseFilter: Expr | undefined;
  archival: Archival | undefined;
  stateMachine: StateMachine | undefined;
  encrypted: string[];
  openBecause: Opaque[];
}
