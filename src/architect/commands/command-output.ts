import type { ChangeSet } from '../change-set.ts';
import type { Phase } from '../tool.ts';

export type CommandOutput =
  | { readonly kind: 'answer'; readonly markdown: string }
  /** Edits to be verified and shown like any others; nothing is written yet. */
  | { readonly kind: 'changes'; readonly markdown: string; readonly changes: ChangeSet }
  /** What a model is asked, in a phase. */
  | { readonly kind: 'prompt'; readonly phase: Phase; readonly prompt: string };

export function answer(markdown: string): CommandOutput {
  return { kind: 'answer', markdown };
}
