import type { ChangeSet } from '../change-set.ts';
import type { Message } from '../conversation.ts';
import type { AppliedFile } from '../ports.ts';
import type { ModelInfo, ModelRequest, Provider } from '../provider.ts';
import type { Tool, ToolContext } from '../tool.ts';
import type { TurnEvent } from '../turn-event.ts';
import type { Approvals } from './approvals.ts';
import type { Limits } from './limits.ts';
import type { Review } from './review.ts';

/** All that a turn needs; its context has the phase and the signal that stops it. */
export interface Turn {
  readonly provider: Provider;
  readonly model: Pick<ModelInfo, 'id' | 'maxInput' | 'maxOutput' | 'canThink'>;
  readonly system: ModelRequest['system'];
  readonly tools: readonly Tool[];
  /** Ends with what the user says now. */
  readonly history: readonly Message[];
  readonly context: ToolContext;
  readonly review: Review;
  readonly approvals: Approvals;
  readonly limits: Limits;
  /** Reasons to look closely, such as a protected path. */
  readonly warningsFor?: (changes: ChangeSet) => readonly string[];
  /** Hears what an approval is about, with the texts, before it is asked for. */
  readonly proposed?: (approval: string, changes: ChangeSet) => void;
  readonly emit: (event: TurnEvent) => void;
  /** Gets all messages of this turn whenever there is something new, so that they can be kept. */
  readonly record: (added: readonly Message[]) => void;
  /** Hears what was written, with the texts before. */
  readonly applied: (files: readonly AppliedFile[], summary: string) => void;
}

/** What a call came to, for the model. */
export interface Outcome {
  readonly text: string;
  readonly isError: boolean;
}

export const failed = (text: string): Outcome => ({ text, isError: true });
