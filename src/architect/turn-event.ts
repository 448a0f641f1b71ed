import type { Hunk, Verdict } from './change-set.ts';
import type { ProviderErrorCode, StopReason, Usage } from './provider.ts';
import type { Phase, Risk } from './tool.ts';

/** What happens in a turn, in order, for whoever shows it. Plain data. */
export type TurnEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  /** What was shown since the last request is void: it is asked again. */
  | { readonly kind: 'retract' }
  | { readonly kind: 'retrying'; readonly attempt: number; readonly reason: ProviderErrorCode; readonly wait: number }
  /** The model began to write a call; its input is not complete yet. */
  | { readonly kind: 'preparing'; readonly tool: string }
  | { readonly kind: 'call'; readonly id: string; readonly tool: string; readonly risk: Risk; readonly title: string }
  | { readonly kind: 'called'; readonly id: string; readonly text: string; readonly isError: boolean }
  /** Somebody has to decide; the answer names `approval`, which holds for exactly this content. */
  | {
      readonly kind: 'approve-run';
      readonly call: string;
      readonly approval: string;
      readonly program: string;
      readonly args: readonly string[];
      readonly folder: string;
    }
  | {
      readonly kind: 'approve-edits';
      readonly call: string;
      readonly approval: string;
      readonly summary: string;
      readonly hunks: readonly Hunk[];
      readonly verdict: Verdict;
      /** Why this asks although edits of the kind were allowed before. */
      readonly warnings: readonly string[];
    }
  /** What the check says of the part that the user chose, or of the text as the user edited it. */
  | { readonly kind: 'verified'; readonly call: string; readonly verdict: Verdict }
  /** `approved`: a program runs now. `void`: the turn ended before anybody decided. */
  | {
      readonly kind: 'decided';
      readonly call: string;
      readonly outcome: 'approved' | 'applied' | 'partly' | 'refused' | 'stale' | 'void';
    }
  /** What a program printed since the last such event. */
  | { readonly kind: 'output'; readonly call: string; readonly text: string }
  | { readonly kind: 'usage'; readonly usage: Usage; readonly window: number | undefined }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'failed'; readonly code: ProviderErrorCode; readonly message: string }
  | { readonly kind: 'ended'; readonly stop: StopReason | 'stopped' | 'failed' | 'step-limit' | 'token-limit' };
