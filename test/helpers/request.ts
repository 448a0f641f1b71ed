import type { CheckRequest } from '../../src/analysis/port.ts';
import { defaultConfig } from '../../src/checklist/config.ts';

/** Checks everything. */
export const wholeRequest: CheckRequest = {
  config: defaultConfig,
  only: undefined,
  scope: undefined,
  migrations: { kind: 'all' },
  baseline: undefined,
};
