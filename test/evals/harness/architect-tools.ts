import { existsSync, readFileSync } from 'node:fs';
import type { Chat } from '../../../src/architect/chat.ts';
import { createAskUser } from '../../../src/architect/plan/ask-user.ts';
import type { PlanDocument } from '../../../src/architect/plan/plan-document.ts';
import { createReadPlan, createUpdatePlan } from '../../../src/architect/plan/plan-tools.ts';
import { createProposeBlueprint } from '../../../src/architect/plan/propose-blueprint.ts';
import { createReadSkill } from '../../../src/architect/skills/read-skill.ts';
import type { Tool } from '../../../src/architect/tool.ts';
import { coreTools } from '../../../src/architect/tools/registry.ts';
import { planOfChat } from '../../helpers/plan-of-chat.ts';

/** All tools of the architect. The chat that keeps the plan is made with them, and therefore asked for later. */
export function architectTools(chat: () => Chat): readonly Tool[] {
  const plan: PlanDocument = {
    read: () => planOfChat(chat()).read(),
    replace: (before, after) => planOfChat(chat()).replace(before, after),
  };
  const pages = {
    read: (name: string) => Promise.resolve(readOrUndefined(`src/architect/skills/pages/${name}.md`)),
  };
  return [
    ...coreTools,
    createReadSkill(pages, () => true),
    ...[createReadPlan(plan), createUpdatePlan(plan), createProposeBlueprint(), createAskUser()],
  ];
}

/** The page of a rule, as it comes with the product. */
export function rulePage(id: string): Promise<string | undefined> {
  return Promise.resolve(/^[a-z/-]+$/.test(id) ? readOrUndefined(`docs/rules/${id}.md`) : undefined);
}

function readOrUndefined(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
