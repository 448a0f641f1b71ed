import { asAtom } from '../../elixir/literal.ts';
import type { ResourceDraft } from '../draft.ts';
import { blocksOf } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator } from './generator.ts';

export const ashRateLimiter: Extension = {
  module: 'AshRateLimiter',
  source: 'ash_rate_limiter 1.0.0',
  sections: ['rate_limit'],
  apply: applyRateLimiter,
};

/** Puts a change or preparation in front of each limited action. */
function applyRateLimiter(draft: ResourceDraft): void {
  for (const block of blocksOf(draft, 'rate_limit')) {
    for (const limit of block.body.filter((child) => child.name === 'action')) {
      const make = createGenerator(draft, ashRateLimiter.module, limit);
      const name = asAtom(limit.args[0]);
      draft.actions = draft.actions.map((action) => {
        if (action.name !== name) return action;
        const reads = action.type === 'read' || action.type === 'action';
        const step = reads ? make.prepare('AshRateLimiter.Preparation') : make.change('AshRateLimiter.Change');
        return { ...action, steps: [step, ...action.steps] };
      });
    }
  }
}
