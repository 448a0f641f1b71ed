import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { coreTools } from '../../../src/architect/tools/registry.ts';
import { chooseProject } from '../../../src/editor/chat/lm/choose-project.ts';
import { invokeTool, readInput, titleOf } from '../../../src/editor/chat/lm/invoke-tool.ts';
import { editorName, offeredTools } from '../../../src/editor/chat/lm/offered-tools.ts';
import { languageModelTools, participantCommands } from '../../../scripts/language-model-tools.ts';
import { shop } from '../../architect/context/shop.ts';
import { analysedContext } from '../../architect/tools/context.ts';

const { contributes } = z
  .object({
    contributes: z.object({
      languageModelTools: z.array(z.looseObject({ name: z.string(), toolReferenceName: z.string() })),
      chatParticipants: z.array(
        z.object({
          name: z.string(),
          commands: z.array(z.unknown()),
          disambiguation: z.array(z.object({ description: z.string(), examples: z.array(z.string()) })),
        }),
      ),
    }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

describe('the tools for agents in VS Code', () => {
  it('are in the manifest as the registry has them', () => {
    expect(contributes.languageModelTools).toEqual(languageModelTools());
  });

  it('are all that tell facts, and none that reads files, edits or runs', () => {
    const kept = ['read', 'grep', 'glob'];
    const facts = coreTools.filter(({ name, risk }) => risk === 'read' && !kept.includes(name));
    expect(offeredTools.map(({ tool }) => tool).sort()).toEqual(facts.map(({ name }) => name).sort());
  });

  it('have names and references that VS Code takes', () => {
    const names = contributes.languageModelTools.map(({ name }) => name);
    const references = contributes.languageModelTools.map(({ toolReferenceName }) => toolReferenceName);
    for (const name of [...names, ...references]) expect(name).toMatch(/^(?!copilot_|vscode_)\w{1,64}$/);
    expect(new Set([...names, ...references]).size).toBe(2 * names.length);
  });

  it('answer with facts, as data', async () => {
    const context = await analysedContext(shop);
    const list = await invokeTool(editorName('list_resources'), {}, context);
    expect(list.text).toMatch(/^<data-\S+ from="resources of the project">/);
    expect(list.text).toContain('Shop.Orders.Order (lib/shop/orders/order.ex:1, orders)');
    const draft = { path: 'lib/shop/orders/line.ex', text: 'defmodule Shop.Orders.Line do\n' };
    const check = await invokeTool(editorName('check'), { proposed: [draft] }, context);
    expect(check.text).toContain('does not parse: lib/shop/orders/line.ex');
  });

  it('say what is wrong with a call, with the names that agents know', async () => {
    const context = await analysedContext(shop);
    const unknown = await invokeTool(editorName('get_resource'), { resource: 'Zzz' }, context);
    expect(unknown).toMatchObject({ isError: true });
    expect(unknown.text).toContain('`ash_architect_list_resources` lists them');
    const invalid = await invokeTool(editorName('check'), { limit: 'many' }, context);
    expect(invalid).toMatchObject({ isError: true });
    expect(invalid.text).toContain('limit');
    for (const name of ['edit', 'run', 'read', 'write']) {
      expect((await invokeTool(editorName(name), {}, context)).text).toContain('There is no tool');
    }
  });

  it('run on PostgreSQL what the editor lets them, and say why not otherwise', async () => {
    const reason = 'Trust the workspace first, then prove.';
    const refusing = (): Promise<{ readonly ok: false; readonly reason: string }> =>
      Promise.resolve({ ok: false, reason });
    const proofs = { migrations: refusing, indexes: refusing, query: refusing };
    const context = await analysedContext(shop, { proofs });
    for (const [name, input] of [
      ['prove', {}],
      ['prove_indexes', { resources: ['Order'] }],
      ['explain', { query: 'SELECT 1' }],
    ] as const)
      expect(await invokeTool(editorName(name), input, context)).toEqual({ text: reason, isError: true });
    const without = await invokeTool(editorName('prove'), {}, await analysedContext(shop));
    expect(without).toMatchObject({ isError: true, text: expect.stringContaining('Nothing can be run') as string });
  });

  it('take the project apart from the input', () => {
    expect(readInput({ project: 'shop', resource: 'Line' })).toEqual({ project: 'shop', input: { resource: 'Line' } });
    expect(readInput({ project: '' })).toEqual({ project: undefined, input: {} });
    expect(readInput('x')).toEqual({ project: undefined, input: 'x' });
    expect(titleOf(editorName('get_resource'), { resource: 'Line', project: 'shop' })).toBe('Look at Line');
    expect(titleOf(editorName('get_resource'), {})).toBeUndefined();
  });
});

describe('the project that is meant', () => {
  const place = (name: string, isFolder = true) => ({ place: { name, isFolder } });
  const [shopProject, crm, loose] = [place('apps/shop'), place('crm'), place('a.ex', false)];
  const choose = (...given: [readonly (typeof crm)[], string?, typeof crm?]) => {
    const chosen = chooseProject(given[0], given[1], given[2], 'Name it.');
    return chosen.ok ? chosen.project.place.name : chosen.reason;
  };

  it('is the named one, the only one, or the one that the user is in', () => {
    expect(choose([shopProject, crm], 'crm')).toBe('crm');
    expect(choose([shopProject, crm], 'shop')).toBe('apps/shop');
    expect(choose([shopProject, loose])).toBe('apps/shop');
    expect(choose([shopProject, crm], undefined, crm)).toBe('crm');
  });

  it('is asked for where it is not clear', () => {
    expect(choose([shopProject, crm])).toBe('Several projects are open: `apps/shop`, `crm`. Name it.');
    expect(choose([shopProject, crm], undefined, loose)).toContain('Several projects are open');
    expect(choose([shopProject, crm], 'crn')).toContain('Did you mean `crm`?');
    expect(choose([loose])).toContain('No Ash project is open');
  });
});

describe('the participant', () => {
  it('has the commands of the panel', () => {
    expect(contributes.chatParticipants[0]?.commands).toEqual(participantCommands());
  });

  it('is suggested for what the architect is for', () => {
    const [participant] = contributes.chatParticipants;
    const words = participant?.disambiguation
      .map((entry) => [entry.description, ...entry.examples].join(' '))
      .join(' ');
    const triggers = ['database', 'sql', 'schema', 'migration', 'query', 'postgres', 'ash', 'resource', 'ecto'];
    expect(triggers.filter((trigger) => !new RegExp(`\\b${trigger}\\b`, 'i').test(words ?? ''))).toEqual([]);
  });
});
