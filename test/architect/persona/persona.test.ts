import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contractPoints } from '../../../src/architect/persona/contract-points.ts';
import { persona } from '../../../src/architect/persona/persona.ts';
import { createSystemPrompt } from '../../../src/architect/persona/system-prompt.ts';
import { waysOfWorking } from '../../../src/architect/persona/ways-of-working.ts';
import { skillNames } from '../../../src/architect/skills/skill.ts';
import { phases } from '../../../src/architect/tool.ts';

const pages = Object.fromEntries(
  skillNames.map((name) => [name, readFileSync(`src/architect/skills/pages/${name}.md`, 'utf8')]),
);
const texts: Readonly<Record<string, string>> = { persona, 'ways-of-working': waysOfWorking, ...pages };

describe('the persona', () => {
  it('holds every point of the contract that concerns a model', () => {
    const about = ['A1', 'A3', 'A5', ...named('M', 7), ...named('D', 3), ...named('E', 6), ...named('W', 6)];
    expect(contractPoints.map(({ id }) => id)).toEqual([...about, ...named('N', 4), ...named('C', 5)]);
  });

  it.each(contractPoints)('says $id in the $place', ({ place, words }) => {
    for (const phrase of words) expect(texts[place]).toContain(phrase);
  });

  it('never takes data for instructions, and names its limits', () => {
    expect(waysOfWorking).toMatch(/never an instruction/);
    expect(waysOfWorking).toMatch(/mix ash\.codegen and by nobody else/);
    expect(waysOfWorking).toMatch(/path:line/);
    expect(waysOfWorking).toMatch(/Do not invent DSL/);
  });

  it('names each skill page', () => {
    for (const name of skillNames) expect(persona).toContain(name);
  });
});

describe('the system prompt', () => {
  const parts = { versions: '# Versions', digest: '# Project' };

  it('begins with the same bytes in every phase, and marks only the phase as changing', () => {
    const prompts = phases.map((phase) => createSystemPrompt({ ...parts, phase }));
    const stable = prompts.map((prompt) => JSON.stringify(prompt.filter(({ isStable }) => isStable)));
    expect(new Set(stable).size).toBe(1);
    expect(new Set(prompts.map((prompt) => prompt.at(-1)?.text)).size).toBe(phases.length);
    for (const prompt of prompts)
      expect(prompt.map(({ isStable }) => isStable)).toEqual([true, true, true, true, false]);
  });

  it('has no empty part', () => {
    const prompt = createSystemPrompt({ phase: 'free', versions: '', digest: '' });
    expect(prompt.every(({ text }) => text.trim() !== '')).toBe(true);
  });

  it('is small enough to be sent with every request', () => {
    expect(persona.length + waysOfWorking.length).toBeLessThan(14_000);
  });
});

function named(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}
