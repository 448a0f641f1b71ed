import { describe, expect, it } from 'vitest';
import type { Update, UpdateRequest } from '../../src/analysis/port.ts';
import { AnalysisService } from '../../src/analysis/service.ts';
import { defaultConfig } from '../../src/checklist/config.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { product, tag } from '../helpers/command.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const request: UpdateRequest = {
  config: defaultConfig,
  migrations: { kind: 'all' },
  baseline: undefined,
  focus: [],
};

interface Live {
  readonly service: AnalysisService;
  readonly update: (focus?: readonly string[]) => Promise<{ first: Update | undefined; whole: Update | undefined }>;
}

async function start(files: Readonly<Record<string, string>>, pause?: () => Promise<boolean>): Promise<Live> {
  const service = new AnalysisService(await createWorkspace(files), rules, pause);
  const update: Live['update'] = async (focus = []) => {
    let first: Update | undefined;
    const whole = await service.update({ ...request, focus }, (part) => (first = part));
    return { first, whole };
  };
  return { service, update };
}

const told = (update: Update | undefined): string[] =>
  (update?.files ?? []).map(({ path, findings, problem }) =>
    [path, ...findings.map(({ rule }) => rule), ...(problem === undefined ? [] : ['problem'])].join(' '),
  );

const productFindings = 'lib/product.ex types/money-as-float security/sensitive-not-marked';

describe('an update', () => {
  it('tells everything once, and afterwards what differs', async () => {
    const { service, update } = await start({ 'lib/product.ex': product, 'lib/tag.ex': tag });
    const { whole } = await update();
    expect(told(whole)).toEqual([productFindings]);
    expect(whole?.whole).toMatchObject({ isFirst: true, removed: [] });
    expect(whole?.whole?.checklists.map(({ resource }) => resource)).toEqual(['Shop.Product', 'Shop.Tag']);
    expect((await update()).whole).toMatchObject({ files: [], whole: { isFirst: false, checklists: [], removed: [] } });
    await service.apply([{ path: 'lib/product.ex', text: product.replace('price, :float', 'price, :decimal') }]);
    const second = await update();
    expect(told(second.whole)).toEqual(['lib/product.ex security/sensitive-not-marked']);
    expect(second.whole?.whole?.checklists.map(({ resource }) => resource)).toEqual(['Shop.Product']);
    await service.apply([{ path: 'lib/product.ex', text: undefined }]);
    const third = await update();
    expect(told(third.whole)).toEqual(['lib/product.ex']);
    expect(third.whole?.whole?.removed).toEqual(['lib/product.ex Shop.Product']);
  });

  it('tells of the files in focus first', async () => {
    const { service, update } = await start({
      'lib/product.ex': product,
      'lib/b.ex': product.replaceAll('Product', 'Other'),
    });
    const { first, whole } = await update(['lib/product.ex']);
    expect(told(first)).toEqual([productFindings]);
    expect(first?.whole).toBeUndefined();
    const others = ['lib/b.ex types/money-as-float security/sensitive-not-marked'];
    expect(told(whole)).toEqual([...others, productFindings]);
    expect(whole?.whole?.isFirst).toBe(true);
    await service.apply([{ path: 'lib/product.ex', text: product.replace('price, :float', 'price, :decimal') }]);
    const second = await update(['lib/product.ex']);
    expect(told(second.first)).toEqual(['lib/product.ex security/sensitive-not-marked']);
    expect(told(second.whole)).toEqual([]);
    await service.apply([{ path: 'lib/product.ex', text: `${product}\ndefmodule Half do` }]);
    expect(told((await update(['lib/product.ex'])).first)).toEqual(['lib/product.ex problem']);
  });

  it('keeps in the first part what other files say of the one in focus', async () => {
    const fragment = `defmodule Shop.Product.Fields do
  use Spark.Dsl.Fragment, of: Ash.Resource

  attributes do
    attribute :price, :float
  end
end
`;
    const owner = tag
      .replaceAll('Tag', 'Product')
      .replace('data_layer:', 'fragments: [Shop.Product.Fields], data_layer:');
    const { service, update } = await start({ 'lib/product.ex': owner, 'lib/fields.ex': fragment });
    expect(told((await update()).whole)).toEqual(['lib/fields.ex types/money-as-float']);
    await service.apply([{ path: 'lib/fields.ex', text: `# A comment.\n${fragment}` }]);
    const { first, whole } = await update(['lib/fields.ex']);
    expect(told(first)).toEqual(['lib/fields.ex types/money-as-float']);
    expect(told(whole)).toEqual([]);
  });

  it('says of a suppression that it is unused only when everything was examined', async () => {
    const text = `# ash-architect: disable-file types/string-enum -- old\n${tag}`;
    const { update } = await start({ 'lib/tag.ex': text });
    const { first, whole } = await update(['lib/tag.ex']);
    expect(told(first)).toEqual([]);
    expect(told(whole)).toEqual(['lib/tag.ex suppressions/unused']);
    expect(told((await update(['lib/tag.ex'])).first)).toEqual([]);
  });

  it('gives up when something else came in between', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`lib/${index}.ex`, product.replaceAll('Product', `Product${index}`)]),
    );
    let asked = 0;
    const { update } = await start(many, () => Promise.resolve(++asked > 1));
    expect((await update()).whole).toBeUndefined();
    expect(told((await update()).whole)).toHaveLength(200);
  });
});
