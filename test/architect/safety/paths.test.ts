import { describe, expect, it } from 'vitest';
import type { MigrationSelection } from '../../../src/analysis/port.ts';
import { normalisePath } from '../../../src/architect/safety/normalise-path.ts';
import { mayRead, mayWrite } from '../../../src/architect/safety/paths.ts';

const changed = { paths: ['priv/repo/migrations/20260102000000_new.exs', 'lib/a.ex'], comparedWith: 'main' };
const known: MigrationSelection = { kind: 'some', paths: changed.paths, reason: '', changed };

describe('a path', () => {
  it.each([
    ['lib/a.ex', 'lib/a.ex'],
    ['./lib//a.ex', 'lib/a.ex'],
    ['lib/./ümlaut.ex', 'lib/ümlaut.ex'],
    ['lib/my file.ex', 'lib/my file.ex'],
    ['.formatter.exs', '.formatter.exs'],
    ['lib/..a/b...c.ex', 'lib/..a/b...c.ex'],
  ])('%j is %j', (path, normal) => {
    expect(normalisePath(path)).toEqual({ ok: true, path: normal });
  });

  it.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['.', 'the project itself'],
    ['/etc/passwd', 'absolute'],
    ['//server/share', 'absolute'],
    ['../secret', '..'],
    ['lib/../../secret', '..'],
    ['lib/..', '..'],
    ['..%2fsecret', 'percent-encoded'],
    ['lib/%2e%2e/secret', 'percent-encoded'],
    ['lib/%252e%252e/secret', 'percent-encoded'],
    ['lib/a%00.ex', 'percent-encoded'],
    ['lib/a\0.ex', 'cannot be seen'],
    ['lib/a\n.ex', 'cannot be seen'],
    ['lib/a\u202egro.ex', 'cannot be seen'],
    ['.g\u200cit/config', 'cannot be seen'],
    ['C:\\Windows\\win.ini', 'backslash'],
    ['lib\\..\\..\\a', 'backslash'],
    ['C:/Windows', 'colon'],
    ['file:///etc/passwd', 'colon'],
    ['file:lib/a.ex', 'colon'],
    ['lib/a.ex:stream', 'colon'],
    ['mix.exs::$DATA', 'colon'],
    ['~/.ssh/id_rsa', 'home'],
    ['~root/x', 'home'],
    ['PROGRA~1/x', 'short name'],
    ['GIT~1/config', 'short name'],
    ['lib/aux.ex', 'device'],
    ['NUL', 'device'],
    ['lib/com1', 'device'],
    ['lib/COM¹.txt', 'device'],
    ['.git./config', 'dot or a space'],
    ['.git /config', 'dot or a space'],
    ['lib/a.ex ', 'dot or a space'],
    ['lib/\uff0e\uff0e/a', 'look-alike'],
    ['a'.repeat(1001), 'too long'],
  ])('%j is refused', (path, reason) => {
    const result = normalisePath(path);
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? '' : result.reason).toContain(reason);
    expect(mayRead(path).kind).toBe('refused');
    expect(mayWrite(path, { migrations: known, exists: false }).kind).toBe('refused');
  });
});

describe('reading', () => {
  it.each([
    ...['.env', '.env.local', '.envrc', 'apps/a/.ENV.prod', 'prod.env', 'priv/cert.pem', 'priv/server.KEY', 'a/b.p12'],
    ...[
      'config/prod.secret.exs',
      'config/runtime.secret.exs',
      'prod.secret',
      '.git/config',
      'sub/.git/hooks/pre-commit',
    ],
    ...['.GIT/config', '.git', '.ssh/config', 'keys/id_rsa', 'id_ed25519.pub', '.aws/credentials', '.npmrc', '.netrc'],
    ...['.pgpass', '.kube/config', 'terraform/prod.tfstate', 'gcp-service-account.json', 'secrets.yml', 'credentials'],
    ...['.erlang.cookie', '.docker/config.json'],
  ])('%j is refused', (path) => {
    expect(mayRead(path)).toMatchObject({ kind: 'refused' });
    expect(mayWrite(path, { migrations: known, exists: true })).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ...[
      'lib/app/accounts/credentials.ex',
      'lib/app/secrets.ex',
      'lib/app/environment.ex',
      'lib/app/key.ex',
      'mix.lock',
    ],
    ...['config/config.exs', 'deps/ash/usage-rules.md', '.formatter.exs', 'AGENTS.md', '.gitignore', '.github/ci.yml'],
    ...['priv/resource_snapshots/repo/users/1.json', 'lib/app/git/env.ex'],
  ])('%j is allowed', (path) => {
    expect(mayRead(path)).toEqual({ kind: 'allowed', path, warnings: [] });
  });
});

describe('writing', () => {
  const write = (path: string, exists = true, migrations: MigrationSelection = known): ReturnType<typeof mayWrite> =>
    mayWrite(path, { migrations, exists });

  it.each([
    ['priv/resource_snapshots/repo/users/20260101000000.json', 'mix ash.codegen'],
    ['apps/a/priv/resource_snapshots/repo/users/1.json', 'mix ash.codegen'],
    ['PRIV/Resource_Snapshots/repo/users/1.json', 'mix ash.codegen'],
    ['_build/dev/lib/a.beam', 'compile again'],
    ['deps/ash/lib/ash.ex', 'mix deps.get'],
    ['apps/a/deps/ash/mix.exs', 'mix deps.get'],
    ['assets/node_modules/x/index.js', 'package manager'],
  ])('%j is refused, and told what to do instead', (path, advice) => {
    const verdict = write(path, false);
    expect(verdict.kind === 'refused' ? verdict.reason : '').toContain(advice);
  });

  it.each([
    ...[
      '.vscode/settings.json',
      'mix.exs',
      'apps/a/mix.exs',
      'mix.lock',
      'config/runtime.exs',
      'apps/a/config/dev.exs',
    ],
    ...['.formatter.exs', '.github/workflows/ci.yml', '.gitlab-ci.yml', 'Jenkinsfile', '.ci/steps.yml', 'AGENTS.md'],
    ...['CLAUDE.md', 'sub/claude.md', '.cursor/rules/a.md', '.claude/settings.json', '.mcp.json', '.githooks/pre-push'],
    '.ash-architect/skills/clean-code.md',
    ...['.husky/pre-commit', 'lefthook.yml', '.gitattributes', 'Dockerfile', 'Makefile', 'bin/setup.sh', '.iex.exs'],
    ...['ash-architect.json', 'package.json', 'rel/env.sh.eex', '.devcontainer/devcontainer.json'],
  ])('%j is warned of', (path) => {
    const verdict = write(path);
    expect(verdict.kind === 'allowed' ? verdict.warnings.length : 0).toBeGreaterThan(0);
  });

  it.each([
    ...['lib/a.ex', 'test/a_test.exs', 'lib/app/config/parser.ex', 'lib/app/deps/graph.ex', 'docs/plan.md'],
    ...['assets/js/hooks/chart.js', 'lib/app_web/rel/a.ex'],
  ])('%j is plainly allowed', (path) => {
    expect(write(path)).toEqual({ kind: 'allowed', path, warnings: [] });
  });

  it('leaves applied migrations alone', () => {
    const verdict = write('priv/repo/migrations/20250101000000_old.exs');
    expect(verdict).toMatchObject({ kind: 'refused' });
    expect(verdict.kind === 'refused' ? verdict.reason : '').toMatch(/`main` already.*write a new migration/);
    expect(write('priv/repo/tenant_migrations/20250101000000_old.exs').kind).toBe('refused');
    expect(write('Priv/Repo/Migrations/20250101000000_old.exs').kind).toBe('refused');
  });

  it('refuses applied migrations also where all are examined', () => {
    const path = 'priv/repo/migrations/20250101000000_old.exs';
    expect(write(path, true, { kind: 'all', changed }).kind).toBe('refused');
  });

  it('lets changed and new migrations be edited', () => {
    const path = 'priv/repo/migrations/20260102000000_new.exs';
    expect(write(path)).toEqual({ kind: 'allowed', path, warnings: [] });
    expect(write('priv/repo/migrations/20260301000000_newer.exs', false)).toMatchObject({ warnings: [] });
  });

  it.each([{ kind: 'all' } as const, { kind: 'some', paths: [], reason: 'no git' } as const])(
    'warns where it is not known what was applied: %j',
    (migrations) => {
      const verdict = write('priv/repo/migrations/20250101000000_old.exs', true, migrations);
      expect(verdict.kind === 'allowed' ? verdict.warnings[0] : '').toContain('not known whether');
    },
  );
});
