import type { ChangeSet, Verdict } from '../change-set.ts';
import type { ProjectFacts } from '../ports.ts';

/** What the analysis says of the text after the changes; nothing is written. */
export async function verifyChanges(facts: ProjectFacts, changes: ChangeSet): Promise<Verdict> {
  await facts.settled();
  const { analysis, config, migrations } = facts;
  const { broken, fixed, added, remaining, unresolved, open, format } = await analysis.preview({
    config,
    migrations,
    baseline: undefined,
    files: changes.files,
  });
  const hasErrors = added.some(({ severity }) => severity === 'error');
  return {
    broken: broken.map(({ path, message }) => ({ path, message })),
    fixed,
    added,
    remaining,
    unresolved,
    open,
    format: format.map(({ path, message }) => ({ path, message })),
    isAcceptable: broken.length === 0 && !hasErrors && unresolved.length === 0,
  };
}
