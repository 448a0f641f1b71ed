import type { ResourceDraft } from '../draft.ts';

/** What a module that a resource or domain uses does to the model. */
export interface Extension {
  /** Its full name, as in `extensions: [AshArchival.Resource]` or `use AshArchival.Resource`. */
  readonly module: string;
  /** The package and version whose source was read for this. */
  readonly source: string;
  /** Top-level sections that it brings. */
  readonly sections?: readonly string[];
  /**
   * Adds, replaces or removes facts, as the extension's transformers do.
   * Absent when the extension adds nothing to attributes, relationships, identities, actions, calculations or aggregates.
   */
  readonly apply?: (draft: ResourceDraft) => void;
}
