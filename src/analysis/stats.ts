import type { Stats } from './port.ts';
import type { Workspace } from './workspace.ts';

export function statsOf(workspace: Workspace): Stats {
  return {
    files: workspace.paths().length,
    resources: workspace.project.resources().length,
    domains: workspace.project.domains().length,
    migrations: workspace.migrations().length,
    snapshots: workspace.snapshotCount,
  };
}
