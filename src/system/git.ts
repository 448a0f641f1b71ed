import { execFile } from 'node:child_process';

/** What git knows of changes: files relative to the folder, or why it cannot tell. */
export type ChangedFiles =
  | {
      readonly isKnown: true;
      readonly paths: readonly string[];
      readonly comparedWith: string;
      /** Those that differ from the last commit. */
      readonly uncommitted?: readonly string[];
    }
  | { readonly isKnown: false; readonly reason: string };

/** Which files changed since the merge base, as git tells; the only place where a process is started. */
export async function changedFiles(root: string, base: string | undefined): Promise<ChangedFiles> {
  const inside = await git(root, ['rev-parse', '--is-shallow-repository']);
  if (!inside.ok) return { isKnown: false, reason: inside.reason };
  const candidates = base === undefined ? ['origin/HEAD', 'main', 'master'] : [base];
  for (const candidate of candidates) {
    const mergeBase = await mergeBaseWith(root, candidate);
    if (mergeBase === undefined) continue;
    const changed = await git(root, ['diff', '--name-only', '-z', '--relative', '--diff-filter=d', mergeBase]);
    const untracked = await git(root, ['ls-files', '-z', '--others', '--exclude-standard']);
    if (!changed.ok) continue;
    const edited = await git(root, ['diff', '--name-only', '-z', '--relative', '--diff-filter=d', 'HEAD']);
    return {
      isKnown: true,
      paths: pathsIn(changed, untracked),
      comparedWith: candidate,
      uncommitted: pathsIn(edited, untracked),
    };
  }
  const tried = candidates.map((candidate) => `\`${candidate}\``).join(', ');
  const shallow = inside.output.trim() === 'true' ? ' in this shallow clone' : '';
  return { isKnown: false, reason: `there is no merge base with ${tried}${shallow}` };
}

function pathsIn(...answers: readonly GitAnswer[]): string[] {
  return answers.flatMap((answer) => (answer.ok ? answer.output.split('\0').filter((path) => path !== '') : []));
}

/** The revision may come from a configuration: it is resolved first, so that it is never taken for an option. */
async function mergeBaseWith(root: string, revision: string): Promise<string | undefined> {
  const commit = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (!commit.ok) return undefined;
  const mergeBase = await git(root, ['merge-base', 'HEAD', commit.output.trim()]);
  return mergeBase.ok ? mergeBase.output.trim() : undefined;
}

type GitAnswer = { readonly ok: true; readonly output: string } | { readonly ok: false; readonly reason: string };

function git(cwd: string, args: readonly string[]): Promise<GitAnswer> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile('git', ['-c', 'core.fsmonitor=', ...args], { cwd, maxBuffer: 64 << 20, env }, (error, stdout, stderr) =>
      resolve(error === null ? { ok: true, output: stdout } : { ok: false, reason: reasonOf(error, stderr) }),
    );
  });
}

function reasonOf(error: Error, stderr: string): string {
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  if (/not a git repository/.test(stderr)) return 'this is no git repository';
  const said = stderr.split('\n')[0]?.replace(/^fatal: /, '') ?? '';
  return `git refuses (${said === '' ? error.message : said})`;
}
