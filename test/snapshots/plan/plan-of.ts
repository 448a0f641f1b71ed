import { LineTables } from '../../../src/analysis/line-tables.ts';
import { AnswerSheet, parseAnswers } from '../../../src/snapshots/plan/answers.ts';
import { createPlan, type Plan, type RefusedPlan } from '../../../src/snapshots/plan/plan.ts';
import { plannedFiles } from '../../../src/snapshots/plan/plan-files.ts';
import { projectRepos, type ProjectRepos } from '../../../src/snapshots/plan/project-repos.ts';
import { createWorkspace } from '../../helpers/workspace.ts';
import { changed, type Files } from './golden-steps.ts';

export interface Planned {
  readonly plan: Plan | RefusedPlan;
  readonly opaque: ProjectRepos['opaque'];
  /** `priv` afterwards. */
  readonly priv: Files;
}

/** What codegen would make of sources and of what it left before. Answers are lines of `Q: …` and `A: …`. */
export async function planOf(
  sources: Files,
  before: Files = {},
  answers = '',
  now = '20250101000000',
): Promise<Planned> {
  const workspace = await createWorkspace({ ...sources, ...before });
  const lines = new LineTables((path) => workspace.textOf(path));
  const { repos, opaque } = projectRepos({
    project: workspace.project,
    paths: workspace.paths(),
    textOf: (path) => workspace.textOf(path),
    lineOf: (place) => ({ path: place.path, line: lines.lineOf(place) }),
    functionsSource: undefined,
  });
  const { answerer } = new AnswerSheet(parseAnswers(answers));
  const plan = createPlan({ repos, name: 'change', now, answerer });
  const files = plan.kind === 'refused' ? new Map() : plannedFiles(plan, (path) => before[path]!);
  return { plan, opaque, priv: changed(before, files) };
}

/** An application of resources that are given by the text inside `defmodule`; `table` and `repo` are told already. */
export function app(resources: Readonly<Record<string, { readonly postgres?: string; readonly body: string }>>): Files {
  const names = Object.keys(resources);
  const module = (table: string): string => `Shop.${table.charAt(0).toUpperCase()}${table.slice(1)}`;
  const files = names.map((table) => {
    const { postgres = '', body } = resources[table]!;
    const text = `defmodule ${module(table)} do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "${table}"
    repo Shop.Repo
${postgres}
  end

${body}
end
`;
    return [`lib/${table}.ex`, text] as const;
  });
  return {
    ...Object.fromEntries(files),
    'lib/shop.ex': `defmodule Shop do
  use Ash.Domain

  resources do
${names.map((table) => `    resource ${module(table)}`).join('\n')}
  end
end
`,
    'lib/repo.ex': `defmodule Shop.Repo do
  use AshPostgres.Repo, otp_app: :shop
end
`,
  };
}

/** A resource with a uuid and these attributes. */
export function attributes(...lines: readonly string[]): string {
  return `  attributes do\n    uuid_primary_key :id\n${lines.map((line) => `    ${line}`).join('\n')}\n  end`;
}
