import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder, mix, product, tag, writeFiles } from '../helpers/command.ts';
import { connect } from './connect.ts';

const ashMix = mix.replace('end\n', '  defp deps, do: [{:ash, "~> 3.0"}]\nend\n');

describe('several projects in a folder', () => {
  const both = (): string =>
    createFolder({
      'back/mix.exs': ashMix,
      'back/lib/product.ex': product,
      'more/front/mix.exs': ashMix,
      'more/front/lib/tag.ex': tag,
      'plain/mix.exs': mix,
      'README.md': '',
    });

  it('can be told apart in every tool', async () => {
    const { client } = await connect(both());
    for (const { inputSchema } of (await client.listTools()).tools) {
      expect(inputSchema.properties).toMatchObject({ project: { type: 'string', enum: ['back', 'more/front'] } });
      expect(inputSchema.required ?? []).not.toContain('project');
    }
  });

  it('are asked for by name', async () => {
    const { call } = await connect(both());
    const open = await call('list_resources');
    expect(open).toEqual({
      isError: true,
      text: 'There are several projects here: back, more/front. Say which one with `project`.',
    });
    expect((await call('list_resources', { project: 'back' })).text).toMatch('Shop.Product (lib/product.ex:1');
    const front = await call('list_resources', { project: './more/front/' });
    expect(front.text).toMatch('Shop.Tag (lib/tag.ex:1');
    expect(front.text).not.toMatch('Shop.Product');
    const wrong = await call('list_resources', { project: 'bakc' });
    expect(wrong).toEqual({
      isError: true,
      text: 'There is no project `bakc` here. Projects: back, more/front.',
    });
    expect(await call('explain_rule', { rule: 'types' })).toMatchObject({ isError: false });
  });
});

describe('one project', () => {
  it('is found from a folder in it, and from that of an application of an umbrella', async () => {
    const root = createFolder({
      'mix.exs': mix,
      'apps/one/mix.exs': ashMix,
      'apps/one/lib/product.ex': product,
      'apps/two/mix.exs': ashMix,
      'apps/two/lib/deep/tag.ex': tag,
    });
    for (const folder of ['apps/one', 'apps/two/lib/deep', '.']) {
      const { call } = await connect(join(root, folder));
      expect((await call('list_resources')).text).toMatch('2 resources of 2.');
    }
  });

  it('is that of the current folder where none is given', async () => {
    const root = createFolder({ 'mix.exs': mix, 'lib/tag.ex': tag });
    const { call } = await connect('.', { cwd: root });
    expect((await call('list_resources')).text).toMatch('Shop.Tag');
  });

  it('is served by the command as well', async () => {
    const root = createFolder({ 'mix.exs': mix, 'lib/tag.ex': tag });
    const { call } = await connect(root, { command: ['dist/cli.cjs', 'mcp'] });
    expect((await call('list_resources')).text).toMatch('Shop.Tag');
  });
});

describe('no project', () => {
  it('is said where it matters, and rules and the DSL are told all the same', async () => {
    const root = createFolder({ 'plain/mix.exs': mix });
    const { client, call } = await connect(root);
    expect((await client.listTools()).tools).not.toEqual([]);
    const none = await call('check');
    expect(none.isError).toBe(true);
    expect(none.text).toMatch(/is no Mix project, and there is none that depends on Ash/);
    expect(await call('dsl', { name: 'nils_distinct?' })).toMatchObject({ isError: false });
    expect(await call('explain_rule', { rule: 'types/money-as-float' })).toMatchObject({ isError: false });
    expect(await call('read_skill', { name: 'database-design' })).toMatchObject({ isError: false });
  });

  it('is no longer said once there is one', async () => {
    const root = createFolder({});
    const { call } = await connect(join(root, 'new'));
    expect((await call('check')).text).toMatch(/There is no folder `.*new`/);
    writeFiles(root, { 'new/mix.exs': ashMix, 'new/lib/tag.ex': tag });
    expect((await call('list_resources')).text).toMatch('1 resource of 1.');
  });
});
