import { window, workspace } from 'vscode';
import type { Conversation } from './conversation.ts';

/** What the user says to a proposal: some of its parts, those that are chosen already, or none. */
export type UserDecision =
  | { readonly kind: 'accept'; readonly hunks?: readonly string[] | 'all' }
  | { readonly kind: 'refuse'; readonly reason?: string };

/** Passes a decision on. Nothing is accepted without trust, and nothing that the user wrote without being judged. */
export function decide({ chat, proposals }: Conversation, approval: string, decision: UserDecision): void {
  if (decision.kind === 'refuse') {
    chat.decide(approval, { kind: 'refuse', reason: decision.reason ?? '' });
    return;
  }
  if (!workspace.isTrusted) {
    void window.showWarningMessage('This workspace is not trusted, so nothing is edited or run in it.');
    return;
  }
  const accepted = proposals.accept(approval, decision.hunks);
  if (accepted.ok) chat.decide(approval, accepted.decision);
  else void window.showErrorMessage(`Not applied: ${accepted.reason}`);
}
