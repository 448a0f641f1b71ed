import type { PlanJson, PlanReport } from '../../analysis/plan-report.ts';

export function planToJson(report: PlanReport): PlanJson {
  return {
    version: 1,
    ...(report.refused === undefined ? {} : { refused: report.refused }),
    migrations: report.migrations.map(({ repo, tenant, path, transaction, up, down }) => ({
      ...{ repo, tenant, path, transaction, up, down },
    })),
    ...(report.removed.length === 0 ? {} : { removed: report.removed }),
    snapshots: report.snapshots,
    questions: report.questions,
    foretold: report.foretold,
    opaque: report.opaque,
  };
}
