import type { FileText } from '../ports.ts';

/**
 * What the project's dependencies and its authors tell agents. Dependencies are in no list of the project's files, so
 * that they come through a port of their own; paths are relative to the project.
 */
export interface GuidanceFiles {
  /** Files that `isGuidancePath` takes, in any order. */
  list(): Promise<readonly string[]>;
  read(path: string): Promise<FileText>;
}

/** `deps/ash/usage-rules.md`, `deps/ash/usage-rules-x.md`, `deps/ash/usage-rules/actions.md`, `AGENTS.md`, `CLAUDE.md`. */
export function isGuidancePath(path: string): boolean {
  if (path === 'AGENTS.md' || path === 'CLAUDE.md') return true;
  return (
    /^deps\/[a-z][a-z0-9_]*\/(usage-rules[\w.-]*\.md|usage-rules\/(?:[\w.-]+\/)*[\w.-]+\.md)$/.test(path) &&
    !path.includes('..')
  );
}
