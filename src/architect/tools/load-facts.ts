import type { CheckReport, CheckRequest } from '../../analysis/port.ts';
import type { ToolContext } from '../tool.ts';

/** A report on everything that was typed so far; `request` narrows it. */
export async function checkNow(
  { facts }: Pick<ToolContext, 'facts'>,
  request: Partial<Pick<CheckRequest, 'only' | 'scope'>> = {},
): Promise<CheckReport> {
  await facts.settled();
  return facts.analysis.check({
    config: facts.config,
    migrations: facts.migrations,
    baseline: undefined,
    only: undefined,
    scope: undefined,
    ...request,
  });
}
