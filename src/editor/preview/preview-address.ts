import { Uri } from 'vscode';
import type { PlanView } from '../../analysis/plan-document.ts';
import type { ProjectPlace } from '../project-place.ts';

export const planScheme = 'ash-plan';

/** The root of the project and what is shown of its plan. */
export interface PreviewAddress {
  readonly root: string;
  readonly view: PlanView;
}

const extensions: Readonly<Record<PlanView, string>> = { elixir: 'exs', sql: 'sql' };

/** The document of a project's plan; its end decides on its language, and it is what the tab is called. */
export function previewUri({ root, name }: Pick<ProjectPlace, 'root' | 'name'>, view: PlanView): Uri {
  return Uri.from({
    scheme: planScheme,
    path: `/${name}/Next migration.${extensions[view]}`,
    query: root.toString(),
  });
}

export function readAddress(uri: Uri): PreviewAddress | undefined {
  if (uri.scheme !== planScheme) return undefined;
  return { root: uri.query, view: uri.path.endsWith('.sql') ? 'sql' : 'elixir' };
}
