import { z } from 'zod';
import { severities } from '../checklist/finding.ts';
import { operationSchema } from '../ecto/operation.ts';

const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });

const question = z.strictObject({
  kind: z.enum([
    'primary-key',
    'rename-column',
    'rename-column-to',
    'new-column-name',
    'rename-table',
    'rename-table-to',
    'new-table-name',
    'move-table',
    'drop-table',
  ]),
  prompt: z.string(),
  table: z.string().describe('With its schema in front, where it has one.'),
  from: z.string().optional(),
  to: z.string().optional(),
  options: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Names, one of which is the answer; of `primary-key`, keys, and the answer is the place of one from 0.'),
  answer: z
    .string()
    .optional()
    .describe('Absent where nobody answered: the plan goes on as if the answer were no, or the first primary key.'),
});

/** What `plan --format json` prints. Lines and columns count from 1, columns in UTF-16 units; ends are exclusive. */
export const planJsonSchema = z.strictObject({
  version: z.literal(1),
  refused: z.string().optional().describe('What codegen raises; it writes nothing then.'),
  migrations: z.array(
    z.strictObject({
      repo: z.string(),
      tenant: z.boolean(),
      path: z.string(),
      transaction: z.boolean(),
      up: z.array(operationSchema),
      down: z.array(operationSchema),
    }),
  ),
  removed: z
    .array(z.strictObject({ path: z.string(), reason: z.string() }))
    .optional()
    .describe('Migrations of `--dev` that codegen removes; absent where there is none.'),
  snapshots: z.array(z.strictObject({ path: z.string(), action: z.enum(['write', 'rewrite', 'remove']) })),
  questions: z.array(question),
  foretold: z.array(
    z.strictObject({
      rule: z.string(),
      area: z.string(),
      severity: z.enum(severities),
      path: z.string().describe('Relative to the root; empty where no line causes it.'),
      range: z.strictObject({ start: position, end: position }),
      message: z.string(),
      fixes: z.array(z.never()),
    }),
  ),
  opaque: z.array(z.strictObject({ path: z.string(), line: z.int().min(1), reason: z.string() })),
});

export type PlanJson = z.output<typeof planJsonSchema>;

/** A plan with its texts. */
export interface PlanReport extends Omit<PlanJson, 'version' | 'migrations' | 'removed'> {
  /** The name that the migrations have. */
  readonly name: string;
  readonly migrations: readonly PlanReportMigration[];
  readonly removed: NonNullable<PlanJson['removed']>;
  /** Files that codegen would change, with their new texts; undefined for those that it removes. */
  readonly files: readonly { readonly path: string; readonly text: string | undefined }[];
  /** Answers and decisions that nothing asked for, in the words in which they were given. */
  readonly unused: readonly string[];
}

export interface PlanReportMigration {
  readonly repo: string;
  readonly tenant: boolean;
  readonly path: string;
  readonly transaction: boolean;
  readonly up: PlanJson['migrations'][number]['up'];
  readonly down: PlanJson['migrations'][number]['down'];
  readonly elixir: string;
  /** `up` only. */
  readonly sql: string;
  /** Where these texts speak of an operation whose cause or cost is known. */
  readonly places: { readonly elixir: readonly PlanPlace[]; readonly sql: readonly PlanPlace[] };
}

export interface PlanPlace {
  /** In the printed text; counts from 1. */
  readonly line: number;
  /** The line of a resource that asks for it. */
  readonly cause: { readonly path: string; readonly line: number } | undefined;
  /** What it costs on a table with rows, and the safer way, as sentences. */
  readonly cost: readonly string[];
  /** Whether rows are read or written while others wait for the lock. */
  readonly isHeavy: boolean;
}

export interface PlanRequest {
  /** The modules that the configuration names as bases of resources. */
  readonly wrappers: readonly string[];
  /** Of the migration. */
  readonly name: string;
  /** Whether a name that tells what the plan does takes its place, where it does something. */
  readonly proposesName?: boolean;
  /** The first time stamp: 14 digits. */
  readonly now: string;
  /** The text of a file of answers, and what was answered since. */
  readonly answers: string;
  readonly decisions: readonly WrittenDecision[];
  /** The text of `ash_functions.ex` of the ash_postgres that the project depends on, where it is at hand. */
  readonly functions: string | undefined;
}

/** A decision with the option that it came from. */
export interface WrittenDecision {
  readonly option: 'rename' | 'no-rename' | 'rename-table' | 'drop-table' | 'keep-table' | 'primary-key';
  readonly value: string;
}
