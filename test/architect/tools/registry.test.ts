import { describe, expect, it } from 'vitest';
import type { phases } from '../../../src/architect/tool.ts';
import { coreTools } from '../../../src/architect/tools/registry.ts';
import { describeTool, toolsFor } from '../../../src/architect/turn/describe-tools.ts';

const names = (phase: (typeof phases)[number]): string[] => toolsFor(phase, coreTools).map(({ name }) => name);

describe('the registry', () => {
  it('offers what reads in analysis, edits in design, runs in migrations, and all outside', () => {
    const facts = ['list_resources', 'get_resource', 'check', 'drift', 'plan', 'read_migration', 'explain_rule', 'dsl'];
    const proofs = ['prove', 'prove_indexes', 'explain'];
    const reading = [...facts, ...proofs, 'read', 'grep', 'glob'];
    expect(names('analysis')).toEqual(reading);
    expect(names('design')).toEqual([...reading, 'ash_edit', 'edit', 'write']);
    expect(names('migrations')).toEqual([...reading, 'ash_edit', 'edit', 'write', 'run']);
    expect(names('free')).toEqual(coreTools.map(({ name }) => name));
  });

  it('has a risk for each tool that follows from what it does', () => {
    const risks = coreTools.map(({ name, risk }) => `${name} ${risk}`);
    expect(risks.filter((risk) => risk.endsWith('run'))).toEqual(['run run']);
    expect(risks.filter((risk) => risk.endsWith('propose'))).toEqual([
      'ash_edit propose',
      'edit propose',
      'write propose',
    ]);
  });

  it.each(coreTools.map((tool) => [tool.name, tool] as const))('describes %s as providers take it', (name, tool) => {
    const { inputSchema, description } = describeTool(tool);
    expect(name).toMatch(/^[a-z][a-z_]*$/);
    expect(description.length).toBeGreaterThan(60);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(inputSchema).not.toHaveProperty('anyOf');
    expect(inputSchema).not.toHaveProperty('oneOf');
  });

  it('lets options be left out', () => {
    const { inputSchema } = describeTool(coreTools.find(({ name }) => name === 'read')!);
    expect(inputSchema['required']).toEqual(['path']);
  });
});
