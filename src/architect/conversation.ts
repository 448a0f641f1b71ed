/** What is said in a conversation, in no provider's own form. */
export type Block = TextBlock | ThinkingBlock | CallBlock | ResultBlock;

export interface TextBlock {
  readonly kind: 'text';
  /** Never empty. */
  readonly text: string;
}

/** A provider's own record of a model's thinking: handed back to it unchanged, and to no other. */
export interface ThinkingBlock {
  readonly kind: 'thinking';
  readonly provider: string;
  readonly text: string;
  /** Opaque; without it the block may not be sent again. */
  readonly seal: string;
  /** The provider shows none of it: the seal is all there is. */
  readonly isRedacted?: boolean;
}

/** A model asks for a tool. */
export interface CallBlock {
  readonly kind: 'call';
  readonly id: string;
  readonly tool: string;
  /** Not checked yet. */
  readonly input: unknown;
}

/** What came of a call; each call has exactly one, in the very next message. */
export interface ResultBlock {
  readonly kind: 'result';
  readonly call: string;
  readonly text: string;
  readonly isError: boolean;
}

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly Block[];
}
