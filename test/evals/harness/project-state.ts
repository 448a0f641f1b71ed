import type { CheckReport, MigrationSelection } from '../../../src/analysis/port.ts';
import { AnalysisService } from '../../../src/analysis/service.ts';
import { Workspace } from '../../../src/analysis/workspace.ts';
import type { ModelJson } from '../../../src/ash/model-json.ts';
import type { Resource } from '../../../src/ash/model.ts';
import type { Config } from '../../../src/checklist/config.ts';
import { rules } from '../../../src/checklist/rules.generated.ts';
import type { Migration } from '../../../src/ecto/migration.ts';
import type { ParseResult } from '../../../src/elixir/parser.ts';
import { testParser } from '../../helpers/parser.ts';

/** What files come to, read by an analysis of their own: the one that the architect worked with is not asked. */
export interface ProjectState {
  readonly texts: ReadonlyMap<string, string>;
  readonly analysis: AnalysisService;
  readonly report: CheckReport;
  readonly model: ModelJson;
  readonly resources: readonly Resource[];
  readonly migrations: readonly Migration[];
}

export async function readState(
  texts: ReadonlyMap<string, string>,
  config: Config,
  migrations: MigrationSelection,
): Promise<ProjectState> {
  const { workspace, analysis } = await openAnalysis(texts);
  const whole = { only: undefined, scope: undefined, baseline: undefined };
  return {
    texts,
    analysis,
    report: await analysis.check({ config, migrations, ...whole }),
    model: await analysis.model(config.wrappers),
    resources: workspace.project.resources(),
    migrations: workspace.migrations(),
  };
}

/** An analysis that has read some files, and hears of later edits. */
export async function openAnalysis(
  texts: ReadonlyMap<string, string>,
): Promise<{ readonly workspace: Workspace; readonly analysis: AnalysisService }> {
  const workspace = new Workspace(await createParse());
  workspace.apply([...texts].map(([path, text]) => ({ path, text })));
  return { workspace, analysis: new AnalysisService(workspace, rules) };
}

/** Syntax is plain data and depends on nothing but the text: the projects of the tasks share most of theirs. */
const parsed = new Map<string, ParseResult>();

async function createParse(): Promise<(path: string, text: string) => ParseResult> {
  const parser = await testParser();
  return (_, text) => {
    const known = parsed.get(text) ?? parser.parse(text);
    parsed.set(text, known);
    return known;
  };
}
