import type { PlanDocument } from '../../src/architect/plan/plan-document.ts';

/** The plan that a conversation keeps, while nobody has it open in an editor. */
export function planOfChat(chat: { readonly plan: string; setPlan(plan: string): void }): PlanDocument {
  return {
    read: () => Promise.resolve(chat.plan === '' ? undefined : chat.plan),
    replace: (before, after) => {
      if (chat.plan !== (before ?? '')) return Promise.resolve(false);
      chat.setPlan(after);
      return Promise.resolve(true);
    },
  };
}
