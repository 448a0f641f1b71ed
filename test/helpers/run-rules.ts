import type { Evidence } from '../../src/base/evidence.ts';
import { runRules, type EngineResult } from '../../src/checklist/engine.ts';
import { knownEvidence } from '../../src/checklist/known-evidence.ts';
import type { Rule } from '../../src/checklist/rule.ts';
import { defaultWords } from '../../src/checklist/words.ts';
import { createWorkspace } from './workspace.ts';

/** Runs rules over the files of a small project, each at the severity that it reports. */
export async function runOn(
  rules: ReadonlyMap<string, Rule>,
  files: Readonly<Record<string, string>>,
  evidence: readonly Evidence[] = [],
): Promise<EngineResult> {
  const workspace = await createWorkspace(files);
  return runRules({
    project: workspace.project,
    migrations: workspace.migrations(),
    snapshots: workspace.snapshots,
    rules,
    severityOf: (_, __, severity) => severity,
    words: defaultWords,
    textOf: (path) => workspace.textOf(path),
    versionsFor: (path) => workspace.versionsFor(path),
    isExamined: () => true,
    evidence: knownEvidence(evidence, (path) => workspace.textOf(path)),
  });
}
