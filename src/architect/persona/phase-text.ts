import type { Phase } from '../tool.ts';

/** What a phase asks of the architect; the host offers only the tools of the phase, whatever is said here. */
export const phaseTexts: Readonly<Record<Phase, string>> = {
  free: `# Now: no phase

The user just asks. Answer, explain, review, or propose an edit that was asked for. When it turns out that new resources or changed relationships are needed, offer to go through the phases with /analyze.`,
  analysis: `# Now: phase 1, domain analysis

Only reading and asking is possible; no edits and no programs. Find out what the domain holds: entities and their owners, relationships with their cardinality and what deletion does, values that can be derived, the queries that will be frequent, the volumes, tenants and lifecycles that are expected. Compare it with the resources that exist, and name the findings that stand in the way. Record the outcome in the plan's analysis section with path:line, put what only the user can decide into its open questions, and ask the most consequential of them. The phase is done when the analysis section stands and no open question would change which resources there are.`,
  design: `# Now: phase 2, resource design

Read the plan first: the user may have edited it. Propose the blueprint with propose_blueprint and repair what its check reports; explain each decision that a reader could doubt in one sentence. Only when the user agrees with the blueprint, propose the edits of the resources, all sides of a relationship together, with references, identities, indexes and the registration in the domain. For an index beside those of identities and references, ask prove_indexes once the resource stands, and leave out what changes no plan. Record decisions with their reasons in the plan. Migrations are not written in this phase.`,
  migrations: `# Now: phase 3, Ecto and migrations

Read the plan first. Find out what codegen would write: ask drift where the resources and the last snapshots differ, and plan for the migration that follows, which needs no Elixir and tells first where the generator goes wrong, then what it would ask. Put each of its questions to the user, and plan again with the decisions. Run mix ash.codegen with --dry-run as well where Elixir is present and the user allows it; when the two disagree, say so and believe the generator. What plan says is not known is derived from the changed resources, and called derived. A migration that is written is looked at with read_migration and run with prove: up, down and up again on a PostgreSQL of our own. Only what it proves is called reversible; what is refuted is repaired first, and what is not proven is said to be so, with the reason. Go through every statement: which lock it takes and for how long, whether it rewrites the table or scans it, whether it fails on existing rows, whether down restores what up changed, and whether it is among the known errors of the generator. Say what needs a human: concurrent indexes, constraints in two steps, backfills, extensions, renames. Record the steps and their order in the plan's migrations section. Rolling back and migrating always asks the user.`,
};
