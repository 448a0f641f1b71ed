import { describe, expect, it } from 'vitest';
import { AnalysisService } from '../../../src/analysis/service.ts';
import type { Verdict } from '../../../src/architect/change-set.ts';
import { describeVerdict } from '../../../src/architect/edits/describe-verdict.ts';
import { verifyChanges } from '../../../src/architect/edits/verify-changes.ts';
import type { ProjectFacts } from '../../../src/architect/ports.ts';
import { defaultConfig } from '../../../src/checklist/config.ts';
import { rules } from '../../../src/checklist/rules.generated.ts';
import { createWorkspace } from '../../helpers/workspace.ts';

const path = 'lib/blog/post.ex';
const post = `defmodule Blog.Post do
  use Ash.Resource, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :price, :float
  end
end
`;

async function factsOf(files: Readonly<Record<string, string>>): Promise<ProjectFacts> {
  return {
    analysis: new AnalysisService(await createWorkspace(files), rules),
    settled: () => Promise.resolve(),
    config: defaultConfig,
    migrations: { kind: 'all' },
  };
}

async function verify(after: string): Promise<Verdict> {
  return verifyChanges(await factsOf({ [path]: post }), { summary: 'Test.', files: [{ path, before: post, after }] });
}

describe('a verdict', () => {
  it('accepts what makes nothing worse', async () => {
    const verdict = await verify(post.replace(':float', ':decimal'));
    expect(verdict.isAcceptable).toBe(true);
    expect(describeVerdict(verdict)).toMatch(
      /^The check passed\.\nFixed findings:\n- types\/money-as-float in lib\/blog\/post\.ex: .*\nThe files have no other findings\.$/,
    );
  });

  it('refuses what does not parse, what nobody defines, and new errors', async () => {
    const broken = await verify(post.replace(/end\n$/, ''));
    expect(broken).toMatchObject({ isAcceptable: false, broken: [{ path }] });
    const unresolved = await verify(post.replace(/end\n$/, '  identities do\n    identity :a, [:slug]\n  end\nend\n'));
    expect(unresolved.isAcceptable).toBe(false);
    expect(describeVerdict(unresolved)).toContain('Names that nobody defines:\n- `slug` is a key of the identity `a`');
    const section = '  relationships do\n    belongs_to :post, Blog.Post, allow_nil?: false\n  end\n';
    const reference = 'repo Blog.Repo\n\n    references do\n      reference :post, on_delete: :nilify\n    end';
    const error = await verify(post.replace(/end\n$/, `${section}end\n`).replace('repo Blog.Repo', reference));
    expect(error.added.map(({ rule, severity }) => `${severity} ${rule}`)).toContain(
      'error relationships/nilify-on-required',
    );
    expect(error.isAcceptable).toBe(false);
  });

  it('warns of the form without refusing', async () => {
    const verdict = await verify(post.replaceAll('\n', '\r\n'));
    expect(verdict.isAcceptable).toBe(true);
    expect(describeVerdict(verdict)).toContain('Lines ended with LF before, and now with CR LF.');
  });

  it('is told in bounded form', () => {
    const [finding] = [{ rule: 'a/b', area: 'a', severity: 'hint', path, message: 'x'.repeat(9999) }].map((one) => ({
      ...one,
      severity: 'hint' as const,
      range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
      related: [],
      fixes: [],
      lineText: '',
    }));
    const many = <Item>(item: Item): Item[] => Array.from({ length: 500 }, () => item);
    const verdict: Verdict = {
      broken: many({ path, message: 'y'.repeat(9999) }),
      fixed: many(finding!),
      added: many(finding!),
      remaining: 1,
      unresolved: many('z\nz'.repeat(999)),
      open: many({ resource: 'A', reason: 'b' }),
      format: many({ path, message: 'c' }),
      isAcceptable: false,
    };
    const text = describeVerdict(verdict);
    expect(text.split('\n').length).toBeLessThan(100);
    expect(text.length).toBeLessThan(40_000);
    expect(text).toContain('- and 488 more');
  });
});
