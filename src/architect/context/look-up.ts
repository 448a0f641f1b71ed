import type { CheckReport, CheckRequest } from '../../analysis/port.ts';
import { fileKind } from '../../analysis/file-kind.ts';
import { withNamed } from '../../analysis/select-migrations.ts';
import type { Clock, Files, ProjectFacts } from '../ports.ts';
import { readModel, type ModelView } from './model-view.ts';

/** What mentions and commands look things up in. */
export interface LookUp {
  readonly files: Files;
  readonly facts: ProjectFacts;
  readonly clock: Clock;
}

/**
 * A check as the editor and the command line make it: with the project's baseline, so that they never disagree. A
 * baseline that is broken counts as none, and the complaint says so.
 */
export async function wholeCheck({
  facts: { analysis, config, migrations },
  files,
}: Pick<LookUp, 'facts' | 'files'>): Promise<{
  readonly request: CheckRequest;
  readonly complaint: string | undefined;
}> {
  const request: CheckRequest = { config, migrations, only: undefined, scope: undefined, baseline: undefined };
  const file = await files.read(config.baseline);
  if (file.kind !== 'text') return { request, complaint: undefined };
  const baseline = await analysis.readBaseline(config.baseline, file.text);
  if (baseline.ok) return { request: { ...request, baseline: baseline.value }, complaint: undefined };
  const [first] = baseline.complaints;
  const detail = first === undefined ? 'it cannot be read' : `line ${first.line}: ${first.message}`;
  return { request, complaint: `The baseline is left out of account (${detail}).` };
}

/**
 * A report on everything that was typed so far; `narrow` says what of it is asked for. `about` are files that the
 * question names: migrations among them are examined, whether they changed or not.
 */
export async function loadReport(
  lookUp: Pick<LookUp, 'facts' | 'files'>,
  narrow: Partial<Pick<CheckRequest, 'only' | 'scope'>> = {},
  about = narrow.scope,
): Promise<CheckReport> {
  const { facts } = lookUp;
  await facts.settled();
  const { request, complaint } = await wholeCheck(lookUp);
  const migrations = withNamed(request.migrations, about);
  const report = await facts.analysis.check({ ...request, ...narrow, migrations });
  if (complaint === undefined) return report;
  return { ...report, problems: [...report.problems, { path: facts.config.baseline, message: complaint }] };
}

/** What is looked up for several questions about one moment: the model and each report are made once. */
export interface Looking extends LookUp {
  readonly model: () => Promise<ModelView>;
  /** Of the project; where it is about a migration, that one is examined whether it changed or not. */
  readonly report: (path?: string) => Promise<CheckReport>;
}

export function lookOnce(lookUp: LookUp): Looking {
  let model: Promise<ModelView> | undefined;
  const reports = new Map<string, Promise<CheckReport>>();
  return {
    ...lookUp,
    model: () => (model ??= loadModel(lookUp)),
    report: (path = '') => {
      const about = fileKind(path) === 'migration' ? path : '';
      const report = reports.get(about) ?? loadReport(lookUp, {}, about === '' ? undefined : [about]);
      reports.set(about, report);
      return report;
    },
  };
}

export async function loadModel({ facts }: Pick<LookUp, 'facts'>): Promise<ModelView> {
  await facts.settled();
  return readModel(await facts.analysis.model(facts.config.wrappers));
}
