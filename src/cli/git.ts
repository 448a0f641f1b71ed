import { execFile } from 'node:child_process';
import type { MigrationSelection } from '../analysis/port.ts';

/** Which files changed, as git tells; the only place where the command starts a process. */
export async function changedFiles(root: string, base: string | undefined): Promise<MigrationSelection> {
  const seeAll = '`--migrations all` examines them all';
  if ((await git(root, ['rev-parse', '--is-inside-work-tree'])) === undefined) {
    return {
      kind: 'none',
      reason: `this is no git repository, so it is not known which migrations changed; ${seeAll}`,
    };
  }
  const candidates = base === undefined ? ['origin/HEAD', 'main', 'master'] : [base];
  for (const candidate of candidates) {
    const mergeBase = await git(root, ['merge-base', 'HEAD', candidate]);
    if (mergeBase === undefined) continue;
    const changed = await git(root, ['diff', '--name-only', '-z', '--relative', '--diff-filter=d', mergeBase.trim()]);
    const untracked = await git(root, ['ls-files', '-z', '--others', '--exclude-standard']);
    if (changed === undefined) continue;
    const paths = `${changed}\0${untracked ?? ''}`.split('\0').filter((path) => path !== '');
    return { kind: 'some', paths, comparedWith: `\`${candidate}\`` };
  }
  const tried = candidates.map((candidate) => `\`${candidate}\``).join(', ');
  return { kind: 'none', reason: `there is no merge base with ${tried}; ${seeAll}` };
}

/** The output of a git command; undefined when git is missing or the command fails. */
function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const options = { cwd, maxBuffer: 64 << 20, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' } };
  return new Promise((resolve) => {
    execFile('git', ['-c', 'core.fsmonitor=', ...args], options, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
}
