import { at } from '../../../../base/span.ts';
import { explainConflict } from '../../../../snapshots/explain-conflict.ts';
import { driftAt } from '../../../drift-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'module',
  tier: 1,
  severity: 'error',
  summary: 'A snapshot that cannot be read, for git conflict markers or broken JSON: codegen fails.',
  messages: {
    conflict:
      'Git could not merge this snapshot, and `mix ash.codegen` fails on it: `{ours}` has {oursHas}; `{theirs}` has {theirsHas}. Resolve it so that it describes the table after the migrations of both sides, then run `mix ash.codegen --check`.',
    unreadable:
      'AshPostgres cannot read this snapshot, and `mix ash.codegen` fails on it: {problem}. Take the file as it was in the last good commit, or remove it and run `mix ash.codegen` to compare with the one before.',
  },
  *check({ repo }, context) {
    if (repo === undefined) return;
    for (const { path } of driftAt(repo.path, context).brokenOf(repo.module)) {
      const result = context.snapshots.read(path);
      if (result.ok) continue;
      const { problem } = result;
      if (problem.kind !== 'conflict') {
        yield { message: 'unreadable', data: { problem: problem.message }, at: at(path, problem.at) };
        continue;
      }
      const { ours, theirs } = problem;
      const has = explainConflict(ours, theirs);
      const data = { ours: ours.label, theirs: theirs.label, oursHas: has.ours, theirsHas: has.theirs };
      yield { message: 'conflict', data, at: at(path, problem.at) };
    }
  },
});
