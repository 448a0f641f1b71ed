import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AnalysisService } from '../../src/analysis/service.ts';
import type { FileChange } from '../../src/analysis/workspace.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import { LiveProject } from '../../src/mcp/live-project.ts';
import { createFolder, mix, tag } from '../helpers/command.ts';
import { createWorkspace } from '../helpers/workspace.ts';

it('reads again for whoever asks while it reads, once for all of them', async () => {
  const root = createFolder({ 'mix.exs': mix, 'lib/tag.ex': tag });
  const service = new AnalysisService(await createWorkspace({}), rules);
  const applied: string[][] = [];
  let goOn = (): void => undefined;
  let arrive = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => (goOn = resolve));
  const hasArrived = new Promise<void>((resolve) => (arrive = resolve));
  const project = new LiveProject(root, {
    apply: async (changes: readonly FileChange[]) => {
      applied.push(changes.map(({ path }) => path));
      arrive();
      await isOpen;
      await service.apply(changes);
    },
    check: (request) => service.check(request),
    update: (request, onFirst) => service.update(request, onFirst),
    fixAll: (request) => service.fixAll(request),
    preview: (request) => service.preview(request),
    editAsh: (edit) => service.editAsh(edit),
    configure: (text, settings) => service.configure(text, settings),
    readBaseline: (path, text) => service.readBaseline(path, text),
    model: (wrappers) => service.model(wrappers),
    plan: (request) => service.plan(request),
    readMigration: (request) => service.readMigration(request),
    migrationRuns: (request) => service.migrationRuns(request),
    recordedSchema: (request) => service.recordedSchema(request),
    indexDemand: (request) => service.indexDemand(request),
    queryToSql: (request) => service.queryToSql(request),
    dispose: () => service.dispose(),
  });
  const first = project.refresh();
  await hasArrived;
  writeFileSync(join(root, 'lib/tag.ex'), tag.replace('tags', 'labels'));
  const later = [project.refresh(), project.refresh()];
  goOn();
  await first;
  const [second, third] = await Promise.all(later);
  expect(third).toBe(second);
  expect(applied).toEqual([['lib/tag.ex', 'mix.exs'], ['lib/tag.ex']]);
  const { resources } = await second!.analysis.model([]);
  expect(resources).toMatchObject([{ postgres: { table: 'labels' } }]);
});
