import type { Usage } from '../provider.ts';
import type { Phase } from '../tool.ts';
import type { TurnEvent } from '../turn-event.ts';

/** Something that the user put beside a message, such as a resource or a finding. */
export interface Attachment {
  /** `resource`, `file`, `finding` and the like. */
  readonly kind: string;
  /** What the chip says. */
  readonly label: string;
  /** What the model gets, as data. */
  readonly text: string;
}

/** `waiting`: somebody has to decide something. */
export type Activity = 'idle' | 'working' | 'waiting';

export interface QueuedMessage {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** A message of the user and what came of it, as it is shown. */
export interface ShownTurn {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Pieces of a text are put together, and what was retracted is gone. */
  readonly events: readonly TurnEvent[];
  /** No model took part in it. */
  readonly isLocal?: boolean;
}

/** Files as they were before edits that were applied. */
export interface ShownCheckpoint {
  readonly id: string;
  readonly turn: string;
  readonly at: number;
  readonly label: string;
  readonly paths: readonly string[];
}

/** Everything that there is to see at one moment; events with a greater number than `seq` follow it. */
export interface ChatSnapshot {
  readonly seq: number;
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly plan: string;
  readonly activity: Activity;
  readonly turns: readonly ShownTurn[];
  readonly queue: readonly QueuedMessage[];
  readonly checkpoints: readonly ShownCheckpoint[];
  readonly usage: Usage;
}

/** What changed, in order. Plain data; a gap in `seq` means that a snapshot is needed. */
export type ChatEvent = { readonly seq: number } & ChatChange;

export type ChatChange =
  | { readonly kind: 'turn-started'; readonly turn: ShownTurn }
  | { readonly kind: 'turn-event'; readonly turn: string; readonly event: TurnEvent }
  /** This turn and all later ones are gone. */
  | { readonly kind: 'turns-dropped'; readonly from: string }
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'plan'; readonly plan: string }
  | { readonly kind: 'queue'; readonly queue: readonly QueuedMessage[] }
  | { readonly kind: 'checkpoints'; readonly checkpoints: readonly ShownCheckpoint[] }
  /** Totals of the conversation. */
  | { readonly kind: 'usage'; readonly usage: Usage };
