import type { Location } from '../base/span.ts';
import type { Lines } from '../base/lines.ts';
import type { Resource } from '../ash/model.ts';
import type { Meaning, Project } from '../ash/project.ts';
import type { Migration } from '../ecto/migration.ts';
import type { SnapshotStore } from '../snapshots/store.ts';
import type { Fix, Related, Severity } from './finding.ts';
import type { KnownEvidence } from './known-evidence.ts';
import type { Words } from './words.ts';

/** What a rule looks at: it is called once for each. */
interface Subjects {
  readonly resource: Resource;
  readonly module: Meaning;
  readonly migration: Migration;
}

/** What a rule may ask besides its subject. */
export interface RuleContext {
  readonly project: Project;
  readonly words: Words;
  /** All migrations that were read, by path, in the order in which they run. */
  readonly migrations: readonly Migration[];
  /** What the migration generator wrote of each table; asked through `driftOf`. */
  readonly snapshots: SnapshotStore;
  readonly textOf: (path: string) => string;
  /** Whether the version of a package that is locked for a file is this one or a later one: `'ash', '3.0.7'`. */
  readonly isAtLeast: (path: string, name: string, version: string) => boolean;
  readonly linesOf: (path: string) => Lines;
  /** Whether a migration is known to be one that was run by its author only: it changed since the merge base. */
  readonly isUnreleased: (path: string) => boolean;
  /** Whether somebody is working on a file: it was not saved, or not committed, and says so in the editor only. */
  readonly isUncommitted: (path: string) => boolean;
  /** What was run on PostgreSQL, and holds for the texts as they are now. */
  readonly evidence: KnownEvidence;
}

/** What a rule says; `data` fills the `{…}` places of the message. */
export interface Report<Message extends string> {
  readonly message: Message;
  readonly data?: Readonly<Record<string, string>>;
  readonly at: Location;
  /** Lowers or raises the rule's own severity where the evidence is weaker or stronger. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

export interface RuleDefinition<Subject extends keyof Subjects, Message extends string> {
  readonly subject: Subject;
  /** 1 and 2 are in the recommended preset, 3 is off unless it is asked for. */
  readonly tier: 1 | 2 | 3;
  readonly severity: Severity;
  /** One line for tables and menus. */
  readonly summary: string;
  /** Full sentences: what happens to the data or the user, then what to do. */
  readonly messages: Readonly<Record<Message, string>>;
  readonly check: (subject: Subjects[Subject], context: RuleContext) => Iterable<Report<NoInfer<Message>>>;
  /** The same defect in a migration that is written already, for rules whose subject is something else. */
  readonly checkMigration?: (migration: Migration, context: RuleContext) => Iterable<Report<NoInfer<Message>>>;
  /** Rules that may have told the same defect of the same subject: theirs stays, this one's is left out. */
  readonly repeats?: Repetition;
}

/** Findings of other rules that make one superfluous if they are warnings, or no milder than it is. */
export interface Repetition {
  /** On the same line; a whole area is written `area/*`. */
  readonly onLine: readonly string[];
  /** Anywhere in the subject, for some messages. */
  readonly anywhere?: { readonly rules: readonly string[]; readonly messages: readonly string[] };
}

export type Rule = {
  [Subject in keyof Subjects]: RuleDefinition<Subject, string>;
}[keyof Subjects];

/** Checks at compile time that every message a rule reports is one of its messages. */
export function defineRule<Subject extends keyof Subjects, Message extends string>(
  rule: RuleDefinition<Subject, Message>,
): RuleDefinition<Subject, Message> {
  return rule;
}
