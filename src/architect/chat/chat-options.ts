import type { ChangeSet } from '../change-set.ts';
import type { CommandOutput } from '../commands/command-output.ts';
import type { ModelInfo, ModelRequest, Provider } from '../provider.ts';
import type { Phase, Tool, ToolContext } from '../tool.ts';
import type { Limits } from '../turn/limits.ts';
import type { Review } from '../turn/review.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatState } from './chat-state.ts';

export interface ChatOptions {
  /** Of a new conversation; one that is restored keeps its own. */
  readonly id: string;
  /** Asked before each turn, so that another choice counts at once. Throws a `ProviderError` where there is none. */
  readonly model: () => Promise<{ readonly provider: Provider; readonly model: ModelInfo }>;
  readonly tools: readonly Tool[];
  /** Asked once per turn; the same answer keeps what is cached. */
  readonly system: (about: {
    readonly phase: Phase;
    readonly plan: string;
    readonly model: ModelInfo;
  }) => Promise<ModelRequest['system']>;
  readonly review: Review;
  readonly ports: Omit<ToolContext, 'phase' | 'signal'>;
  readonly limits?: Partial<Limits>;
  /** Reasons to look closely at edits, such as a protected path. */
  readonly warningsFor?: (changes: ChangeSet) => readonly string[];
  /**
   * Work that stands behind a message: what answers it without a model, or makes a prompt of it. Undefined for plain
   * words to the model. Asked when the message's turn comes, and again when it is retried.
   */
  readonly command?: (text: string) => ((signal: AbortSignal) => Promise<CommandOutput>) | undefined;
  readonly onEvent: (event: ChatEvent) => void;
  /** From `readChatState`. */
  readonly state?: ChatState;
}
