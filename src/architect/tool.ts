import type { z } from 'zod';
import type { Proofs } from '../postgres/proofs.ts';
import type { ChangeSet } from './change-set.ts';
import type { Clock, Command, Files, ProjectFacts, Runner } from './ports.ts';

/** The decision process; `free` is outside it. */
export const phases = ['free', 'analysis', 'design', 'migrations'] as const;
export type Phase = (typeof phases)[number];

/**
 * Decided here, never by a model: `read` changes nothing and is not asked about, `propose` shows edits that the user
 * decides on, `run` starts a program and always asks.
 */
export type Risk = 'read' | 'propose' | 'run';

/** What a tool may use. */
export interface ToolContext {
  readonly files: Files;
  readonly facts: ProjectFacts;
  readonly runner: Runner;
  /** Absent where nothing may be run on PostgreSQL. */
  readonly proofs?: Proofs;
  readonly clock: Clock;
  readonly phase: Phase;
  readonly signal: AbortSignal;
  /** The page of a rule, as Markdown; undefined for a rule that there is not. */
  readonly rulePages?: (id: string) => Promise<string | undefined>;
  /** What the model was shown of files in this conversation; without it no file that is there is written as a whole. */
  readonly seen?: SeenFiles;
}

/** Remembers which lines of which text of a file were shown. */
export interface SeenFiles {
  /** Lines from 1, both included. */
  record(path: string, text: string, first: number, last: number): void;
  /** Whether all of exactly this text was shown. */
  sawAll(path: string, text: string): boolean;
}

/** A tool that answers at once. */
export interface ReadTool<Input> extends ToolBase<Input> {
  readonly risk: 'read';
  readonly run: (input: Input, context: ToolContext) => Promise<ToolResult>;
}

/** A tool that proposes edits: pure, nothing is written before the user has decided. */
export interface ProposeTool<Input> extends ToolBase<Input> {
  readonly risk: 'propose';
  readonly propose: (input: Input, context: ToolContext) => Promise<Proposed>;
}

/** A tool that starts a program. */
export interface RunTool<Input> extends ToolBase<Input> {
  readonly risk: 'run';
  readonly command: (input: Input, context: ToolContext) => Promise<CommandOrRefusal>;
}

export type Tool = ReadTool<never> | ProposeTool<never> | RunTool<never>;

interface ToolBase<Input> {
  /** `snake_case`; the name that models and other agents see. */
  readonly name: string;
  /** For the model: what it answers, when to use it, how results are cut. */
  readonly description: string;
  /** A few words for the card, such as `Read lib/a.ex`. */
  readonly title: (input: Input) => string;
  readonly input: z.ZodType<Input>;
  /** The phases in which it is offered. */
  readonly phases: readonly Phase[];
}

export interface ToolResult {
  readonly text: string;
  readonly isError?: boolean;
}

export type Proposed =
  /** `warnings` are told to the user along with the edits. */
  | { readonly ok: true; readonly changes: ChangeSet; readonly warnings?: readonly string[] }
  | { readonly ok: false; readonly reason: string };

export type CommandOrRefusal =
  { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly reason: string };

/** Ties the input's schema to the functions that take it. */
export function defineTool<Input>(tool: ReadTool<Input> | ProposeTool<Input> | RunTool<Input>): Tool {
  return tool as unknown as Tool;
}
