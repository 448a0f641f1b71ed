import type { Attachment } from '../../../architect/chat/chat-event.ts';
import type { CommandContext } from '../../../architect/commands/command-context.ts';
import type { CommandName } from '../../../architect/commands/command.ts';
import type { Mention } from '../../../architect/context/mention.ts';
import type { ModelInfo, Provider } from '../../../architect/provider.ts';
import type { Tool, ToolContext } from '../../../architect/tool.ts';

/** What somebody asks `@ash` in VS Code's chat, without the editor's classes. */
export interface ParticipantRequest {
  /** The slash command; undefined for a plain question. */
  readonly command: string | undefined;
  readonly prompt: string;
  /** What was attached: of the project by what it is, anything else as text. */
  readonly references: readonly Reference[];
  readonly history: readonly EarlierTurn[];
  /** The model that the user chose in the chat. */
  readonly model: () => { readonly provider: Provider; readonly model: ModelInfo };
}

export type Reference =
  | { readonly kind: 'mention'; readonly mention: Mention }
  | { readonly kind: 'text'; readonly attachment: Attachment }
  /** A tool of ours that is to be used, by its name in the registry. */
  | { readonly kind: 'tool'; readonly tool: string }
  | { readonly kind: 'foreign'; readonly label: string };

export interface EarlierTurn {
  readonly question: string;
  readonly answer: string;
  /** No model took part in it. */
  readonly isLocal: boolean;
}

/** The project that is asked about. */
export interface ParticipantProject {
  readonly commands: CommandContext;
  readonly ports: Omit<ToolContext, 'phase' | 'signal'>;
  /** Tools that a model gets here; those that change something are left out. */
  readonly tools: readonly Tool[];
  readonly isTrusted: boolean;
}

/** Where an answer goes. */
export interface ParticipantSink {
  /** Markdown, in pieces. */
  readonly text: (markdown: string) => void;
  readonly progress: (what: string) => void;
  /** Offers to go on in the architect's panel with this text. */
  readonly handOver: (text: string) => void;
}

/** What came of a request; it is kept with the answer. */
export interface ParticipantResult {
  readonly command: CommandName | undefined;
  readonly isLocal: boolean;
  /** Why there is no whole answer, for the user. */
  readonly error: string | undefined;
}
