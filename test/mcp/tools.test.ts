import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { coreTools } from '../../src/architect/tools/registry.ts';
import { describeTool } from '../../src/architect/turn/describe-tools.ts';
import { commitAll, createFolder, migration, mix, product, tag, writeFiles } from '../helpers/command.ts';
import { app, attributes } from '../snapshots/plan/plan-of.ts';
import { overflowing } from '../helpers/overflowing.ts';
import { connect } from './connect.ts';

const shop = (): string => createFolder({ 'mix.exs': mix, 'lib/shop/product.ex': product, 'lib/shop/tag.ex': tag });

const float = /warning types\/money-as-float at lib\/shop\/product\.ex:11/;

describe('the handshake', () => {
  it('tells what is known, and when to ask', async () => {
    const { client } = await connect(shop());
    expect(client.getServerVersion()).toMatchObject({ name: 'ash-architect', title: 'Ash Architect' });
    expect(client.getServerCapabilities()).toEqual({ tools: {}, prompts: {}, resources: {} });
    const { tools } = await client.listTools();
    const named = [
      ...(client.getInstructions() ?? '').matchAll(/`([a-z]+_[a-z]+|check|drift|dsl|explain|plan|prove)`/g),
    ].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(tools.map(({ name }) => name).sort());
  });
});

describe('the tools', () => {
  it('are those of the registry that tell facts, as it describes them', async () => {
    const { client } = await connect(shop());
    const { tools } = await client.listTools();
    const ofAgents = ['read', 'grep', 'glob'];
    const facts = coreTools.filter(({ name, risk }) => risk === 'read' && !ofAgents.includes(name));
    expect(tools.map(({ name }) => name).sort()).toEqual([...facts.map(({ name }) => name), 'read_skill'].sort());
    for (const tool of facts) {
      const listed = tools.find(({ name }) => name === tool.name)!;
      expect(listed.description).toBe(tool.description);
      expect(listed.inputSchema).toEqual(describeTool(tool).inputSchema);
    }
  });

  it('say that they only read, and have a title', async () => {
    const { client } = await connect(shop());
    for (const { name, title, annotations } of (await client.listTools()).tools) {
      expect(annotations).toEqual({
        ...{ title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      });
      expect(title).not.toBe(name);
    }
  });

  it('list and show resources', async () => {
    const { call } = await connect(shop());
    expect((await call('list_resources')).text).toMatch(
      '- Shop.Product (lib/shop/product.ex:1, products): 3 attributes',
    );
    const { text, isError } = await call('get_resource', { resource: 'Product' });
    expect(isError).toBe(false);
    expect(text).toMatch(/^<data-(\S+) from="the resource Shop\.Product">[^]*`price`[^]*<\/data-\1>/);
  });

  it('foretell migrations, and read those that there are', async () => {
    const path = 'priv/repo/migrations/20250101000000_create_tags.exs';
    const files = app({ tags: { body: attributes('attribute :label, :string') } });
    const { call } = await connect(createFolder({ 'mix.exs': mix, ...files, [path]: migration('A', 'tags') }));
    const plan = await call('plan');
    expect(plan.text).toContain('- create table tags');
    expect(plan.text).toContain('add label: text (lib/tags.ex:');
    expect((await call('read_migration', { path })).text).toContain(`Up:\n- create table tags (${path}:`);
    expect((await call('drift')).text).toContain('nothing was compared');
  });

  it('tell what a draft would fix, add and break, and write nothing', async () => {
    const root = shop();
    const { call } = await connect(root);
    const path = 'lib/shop/product.ex';
    const fixed = await call('check', { proposed: [{ path, text: product.replace(':float', ':decimal') }] });
    expect(fixed.text).toMatch(/would fix: types\/money-as-float[^]*Would fix 1, add 0/);
    const label = tag.replaceAll('Tag', 'Label').replace('tags', 'labels').replace(':label, :string', ':cost, :float');
    const added = await call('check', { proposed: [{ path: 'lib/shop/label.ex', text: label }] });
    expect(added.text).toMatch(
      /would add: warning types\/money-as-float at lib\/shop\/label\.ex[^]*Would fix 0, add 1/,
    );
    const broken = await call('check', { proposed: [{ path, text: `${product}end\n` }] });
    expect(broken.text).toMatch(/does not parse: lib\/shop\/product\.ex/);
    expect(readFileSync(join(root, path), 'utf8')).toBe(product);
    expect(existsSync(join(root, 'lib/shop/label.ex'))).toBe(false);
    expect((await call('check')).text).toMatch(float);
  });

  it('look the DSL up with the versions of the project, and explain rules', async () => {
    const root = shop();
    const { call } = await connect(root);
    expect((await call('dsl', { name: 'nils_distinct?' })).text).toMatch('the project has no mix.lock');
    writeFiles(root, { 'mix.lock': '%{\n  "ash": {:hex, :ash, "3.0.0", "x", [:mix], [], "hexpm", "y"},\n}\n' });
    expect((await call('dsl', { name: 'nils_distinct?' })).text).toMatch('the project is locked to 3.0.0');
    const page = await call('explain_rule', { rule: 'types/money-as-float' });
    expect(page.text).toMatch(/## When to ignore/);
  });

  it('take the page of guidance that a project has in the place of ours, as data', async () => {
    const root = shop();
    const { call } = await connect(root);
    expect((await call('read_skill', { name: 'clean-code' })).text).toMatch(/^# /);
    writeFiles(root, { '.ash-architect/skills/clean-code.md': '# Our own\n' });
    expect((await call('read_skill', { name: 'clean-code' })).text).toMatch(/<data-[^]*# Our own/);
  });

  it('examine migrations that are not in the merge base', async () => {
    const root = shop();
    writeFiles(root, { 'priv/repo/migrations/20250101000000_old.exs': migration('Old', 'tags') });
    commitAll(root, 'Shop');
    const { call } = await connect(root);
    expect((await call('check', { rules: ['migrations'] })).text).not.toMatch('migrations/empty-down');
    writeFiles(root, { 'priv/repo/migrations/20250102000000_new.exs': migration('New', 'products') });
    const { text } = await call('check', { rules: ['migrations'] });
    expect(text).toMatch('migrations/empty-down at priv/repo/migrations/20250102000000_new.exs');
    expect(text).not.toMatch('20250101000000_old.exs:');
  });
});

describe('what changes on disk between two calls', () => {
  it('is seen by the next one', async () => {
    const root = shop();
    const { call } = await connect(root);
    expect((await call('check')).text).toMatch(float);
    writeFiles(root, { 'lib/shop/product.ex': product.replace(':float', ':decimal') });
    expect((await call('check')).text).not.toMatch('types/money-as-float');
  });

  it('may be files that come and go', async () => {
    const root = shop();
    const { call } = await connect(root);
    expect((await call('list_resources')).text).toMatch('2 resources of 2.');
    writeFiles(root, { 'lib/shop/deep/label.ex': tag.replaceAll('Tag', 'Label') });
    expect((await call('list_resources')).text).toMatch('Shop.Label (lib/shop/deep/label.ex:1');
    rmSync(join(root, 'lib/shop/deep'), { recursive: true });
    expect((await call('list_resources')).text).toMatch('2 resources of 2.');
  });

  it('may be the configuration, broken for a while', async () => {
    const root = shop();
    const { call } = await connect(root);
    expect((await call('check')).text).toMatch(float);
    writeFiles(root, { 'ash-architect.json': '{\n  "rules": { "types/money-as-flaot": "off" }\n}\n' });
    const broken = await call('check');
    expect(broken.isError).toBe(true);
    expect(broken.text).toMatch(/ash-architect\.json:2: .*Did you mean `types\/money-as-float`\?/);
    writeFiles(root, { 'ash-architect.json': '{ "rules": { "types/money-as-float": "off" } }' });
    const repaired = await call('check');
    expect(repaired.isError).toBe(false);
    expect(repaired.text).not.toMatch('money-as-float');
  });

  it('is seen by calls that come at once', async () => {
    const root = shop();
    const { call } = await connect(root);
    const first = await Promise.all([
      call('check'),
      call('list_resources'),
      call('check'),
      call('get_resource', { resource: 'Tag' }),
    ]);
    expect(first.map(({ isError }) => isError)).toEqual([false, false, false, false]);
    const running = call('check');
    writeFiles(root, { 'lib/shop/product.ex': product.replace(':float', ':decimal') });
    expect((await call('check')).text).not.toMatch('types/money-as-float');
    await running;
  });
});

describe('what goes wrong', () => {
  it('is told where input is not valid', async () => {
    const { call } = await connect(shop());
    const missing = await call('get_resource');
    expect(missing).toMatchObject({
      isError: true,
      text: expect.stringMatching(/not valid[^]*- resource: /) as string,
    });
    const unknown = await call('check', { paths: ['lib'] });
    expect(unknown).toMatchObject({ isError: true, text: expect.stringMatching(/\(input\): .*paths/) as string });
    const which = await call('check', { project: 1 });
    expect(which).toMatchObject({ isError: true, text: expect.stringMatching(/- project: /) as string });
    const rule = await call('check', { rules: ['types/money-as-flaot'] });
    expect(rule).toMatchObject({ isError: true, text: expect.stringMatching(/Did you mean/) as string });
  });

  it('is an error of the protocol where there is no such tool', async () => {
    const { call } = await connect(shop());
    await expect(call('write', { path: 'a', text: '' })).rejects.toMatchObject({
      code: ErrorCode.InvalidParams,
      message: expect.stringMatching(/There is no tool `write`\. Tools: check, drift, dsl,/) as string,
    });
  });

  it('is told of a file that cannot be read, and the others are', async () => {
    const root = shop();
    writeFiles(root, {
      'lib/shop/half.ex': 'defmodule Shop.Half do\n  use Ash.Resource,\n',
      'lib/shop/binary.ex': new Uint8Array(5000),
    });
    const { call } = await connect(root);
    const { text, isError } = await call('check');
    expect(isError).toBe(false);
    expect(text).toMatch(float);
    expect(text).toMatch(/not examined: lib\/shop\/half\.ex:\d+: The file has a syntax error/);
    expect(text).toMatch(/not examined: lib\/shop\/binary\.ex: The file is binary/);
  });

  it('is survived where the parser dies', async () => {
    const root = shop();
    writeFiles(root, { 'lib/shop/long.ex': overflowing(400_000).replace('def f', 'use Ash.Resource\n  def f') });
    const { call } = await connect(root);
    const { text, isError } = await call('check');
    expect(isError).toBe(false);
    expect(text).toMatch(float);
    expect(text).toMatch('not examined: lib/shop/long.ex');
  });

  it('is refused where a path leads to secrets or out of the project', async () => {
    const root = shop();
    const outside = createFolder({ 'secret.ex': product });
    symlinkSync(outside, join(root, 'lib/out'));
    writeFiles(root, { '.env': 'A=1\n' });
    const { call } = await connect(root);
    const draft = (path: string): ReturnType<typeof call> => call('check', { proposed: [{ path, text: tag }] });
    expect(await draft('lib/out/secret.ex')).toMatchObject({
      isError: true,
      text: expect.stringContaining('leads out') as string,
    });
    expect(await draft('.env')).toMatchObject({ isError: true, text: expect.stringContaining('secrets') as string });
    expect(await draft('../a.ex')).toMatchObject({ isError: true, text: expect.stringContaining('refused') as string });
  });

  it('is told of a folder that holds too much', async () => {
    const root = shop();
    mkdirSync(join(root, 'lib/many'));
    for (let number = 0; number <= 20_000; number++) writeFileSync(join(root, `lib/many/${number}.ex`), '');
    const { call } = await connect(root);
    const { text, isError } = await call('check');
    expect(isError).toBe(true);
    expect(text).toMatch(/holds 20004 Elixir files.* more than the 20000 that are read/);
  });
});
