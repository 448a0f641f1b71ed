import { describe, expect, it } from 'vitest';
import type { MigrationSelection } from '../../../src/analysis/port.ts';
import { judgeChanges } from '../../../src/architect/safety/judge-changes.ts';
import type { Phase } from '../../../src/architect/tool.ts';

const migrations: MigrationSelection = {
  kind: 'some',
  paths: [],
  reason: '',
  changed: { paths: [], comparedWith: 'main' },
};
const resource = { path: 'lib/a.ex', before: 'a', after: 'b' };
const newMigration = { path: 'priv/repo/migrations/20260101000000_a.exs', before: undefined, after: 'b' };
const judge = (phase: Phase, ...files: Parameters<typeof judgeChanges>[0]['files']): ReturnType<typeof judgeChanges> =>
  judgeChanges({ files }, { phase, migrations });

describe('the phase decides', () => {
  it('that analysis edits nothing', () => {
    expect(judge('analysis', resource)).toMatchObject({ ok: false });
  });

  it('that design edits modules, no migrations and nothing else', () => {
    expect(judge('design', resource)).toEqual({ ok: true, warnings: [] });
    const migration = judge('design', resource, newMigration);
    expect(migration.ok ? '' : migration.reason).toContain('migrations come after resource design');
    expect(judge('design', { ...resource, path: 'mix.exs' })).toMatchObject({ ok: false });
  });

  it('that the phase of migrations edits both', () => {
    expect(judge('migrations', resource, newMigration)).toEqual({ ok: true, warnings: [] });
    expect(judge('migrations', { ...resource, path: 'config/config.exs' })).toMatchObject({ ok: false });
  });

  it('nothing outside of it, where the paths alone count', () => {
    const verdict = judge('free', resource, { ...resource, path: 'mix.exs' });
    expect(verdict).toMatchObject({ ok: true, warnings: [expect.stringContaining('`mix.exs`')] });
    expect(judge('free', { ...newMigration, before: 'a' })).toMatchObject({ ok: false });
  });
});

describe('what stands for a secret', () => {
  it('is not written over the secret', () => {
    const verdict = judge('free', { ...resource, after: 'url: "postgres://u:[redacted]@h"' });
    expect(verdict.ok ? '' : verdict.reason).toContain('was not shown to you');
  });

  it('may stay where somebody else wrote it', () => {
    expect(judge('free', { ...resource, before: 'x [redacted]', after: 'y [redacted]' })).toMatchObject({ ok: true });
  });
});
