import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AnalysisService } from '../../../src/analysis/service.ts';
import { skillNames } from '../../../src/architect/skills/skill.ts';
import { ruleIndex } from '../../../src/checklist/rule-index.generated.ts';
import { rules } from '../../../src/checklist/rules.generated.ts';
import { parse } from '../../helpers/parser.ts';
import { wholeRequest } from '../../helpers/request.ts';
import { createWorkspace } from '../../helpers/workspace.ts';

describe.each(skillNames)('the page %s', (name) => {
  const page = readFileSync(`src/architect/skills/pages/${name}.md`, 'utf8');
  const examples = [...page.matchAll(/```elixir\n([\s\S]*?)```/g)].map(([, code = '']) => code);

  it('is long enough to help and short enough to be read', () => {
    const lines = page.split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(150);
    expect(lines).toBeLessThanOrEqual(300);
    expect(examples.length).toBeGreaterThan(4);
  });

  it('has examples that parse', async () => {
    for (const code of examples) expect((await parse(code)).errors, code).toEqual([]);
  });

  it('names rules that exist', () => {
    const areas = new Set(ruleIndex.map(({ id }) => id.split('/')[0]));
    const named = [...page.matchAll(/`([a-z]+\/[a-z-]+)`/g)].map(([, id = '']) => id);
    const ids = named.filter((id) => areas.has(id.split('/')[0]));
    expect(ids.filter((id) => !ruleIndex.some((rule) => rule.id === id))).toEqual([]);
  });

  it('has resources in its examples that our own rules let pass', async () => {
    const files = Object.fromEntries(
      examples
        .filter((code) => code.includes('use Ash.Resource,'))
        .map((code, index) => [`lib/example_${index}.ex`, code]),
    );
    const { findings } = await new AnalysisService(await createWorkspace(files), rules).check(wholeRequest);
    expect(findings).toEqual([]);
  });
});
