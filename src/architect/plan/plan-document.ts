/** The plan of a conversation, wherever it is kept: an open editor goes before what is stored. */
export interface PlanDocument {
  /** Undefined before there is a plan. */
  read(): Promise<string | undefined>;
  /** False, and nothing written, when the text is not `before` any more: the user has edited it meanwhile. */
  replace(before: string | undefined, after: string): Promise<boolean>;
}
