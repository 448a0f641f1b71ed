import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { grammarIn } from '../../src/analysis/grammar.ts';
import type { AnalysisPort, CheckReport } from '../../src/analysis/port.ts';
import { WorkerClient } from '../../src/analysis/worker-client.ts';
import { createFolder, product, tag } from '../helpers/command.ts';
import { overflowing } from '../helpers/overflowing.ts';
import { wholeRequest } from '../helpers/request.ts';

const built = resolve('dist/worker.cjs');
const clients: WorkerClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.dispose())));

interface Client extends AnalysisPort {
  readonly kill: () => Promise<void>;
}

/** A client with one project, which ends with it. */
function startClient(script = built): Client {
  const client = new WorkerClient(script, grammarIn(resolve('dist')));
  clients.push(client);
  return { ...client.open(''), kill: () => client.kill(), dispose: () => client.dispose() };
}

/** The built worker with something else happening first. */
function workerThat(does: string): string {
  const script = join(createFolder({}), 'worker.cjs');
  writeFileSync(script, `${does}\nrequire(${JSON.stringify(built)});\n`);
  return script;
}

const files = (paths: readonly string[]): { path: string; text: string }[] =>
  paths.map((path) => ({ path, text: product.replaceAll('Product', path.replace(/\W/g, '')) }));
const foundIn = ({ findings }: CheckReport): string[] => [...new Set(findings.map(({ path }) => path))];

describe('the worker', () => {
  it('answers, and after its death nobody notices', async () => {
    const client = startClient();
    await client.apply(files(['A.ex', 'B.ex']));
    const before = await client.check(wholeRequest);
    expect(foundIn(before)).toEqual(['A.ex', 'B.ex']);
    await client.kill();
    expect(await client.check(wholeRequest)).toEqual(before);
    await client.kill();
    await client.apply([
      { path: 'B.ex', text: tag },
      { path: 'A.ex', text: undefined },
    ]);
    const after = await client.check(wholeRequest);
    expect(after).toMatchObject({ findings: [], problems: [], stats: { files: 1, resources: 1 } });
  });

  it('may die while something is asked', async () => {
    const client = startClient();
    await client.apply(files(['A.ex']));
    const asked = client.check(wholeRequest);
    await client.kill();
    expect(foundIn(await asked)).toEqual(['A.ex']);
  });

  it('that dies over a file is started again without it, until the file changes', async () => {
    const deadly = `
      require('node:worker_threads').parentPort.on('message', ({ request }) => {
        const file = request.changes?.find(({ text }) => text?.includes('deadly'));
        if (file === undefined) return;
        require('node:worker_threads').parentPort.postMessage({ kind: 'reading', project: '', path: file.path });
        process.exit(1);
      });`;
    const client = startClient(workerThat(deadly));
    const [a, b, c] = files(['A.ex', 'B.ex', 'C.ex']);
    await client.apply([a!, { ...b!, text: `# deadly\n${b!.text}` }, { ...c!, text: `# deadly\n${c!.text}` }]);
    const report = await client.check(wholeRequest);
    expect(foundIn(report)).toEqual(['A.ex']);
    expect(report.problems).toEqual([
      { path: 'B.ex', message: 'The parser died on this file; it was left out.' },
      { path: 'C.ex', message: 'The parser died on this file; it was left out.' },
    ]);
    await client.apply([b!, { path: 'C.ex', text: undefined }]);
    const repaired = await client.check(wholeRequest);
    expect(repaired.problems).toEqual([]);
    expect(foundIn(repaired)).toEqual(['A.ex', 'B.ex']);
  });

  it('whose parser is damaged by a file is replaced, and that file is a problem', async () => {
    const counter = join(createFolder({ count: '0' }), 'count');
    // The third file ends like an overflow of the runtime's own stack, while its text is being handed over, twice.
    const damage = `
      const fs = require('node:fs');
      const instantiate = WebAssembly.instantiate;
      WebAssembly.instantiate = (bytes, imports) => {
        const read = imports.env?.tree_sitter_parse_callback;
        if (read !== undefined) imports.env.tree_sitter_parse_callback = (buffer, index, ...rest) => {
          const count = Number(fs.readFileSync(${JSON.stringify(counter)}, 'utf8')) + (index === 0 ? 1 : 0);
          fs.writeFileSync(${JSON.stringify(counter)}, String(count));
          if (index === 0 && (count === 3 || count === 6)) throw new WebAssembly.RuntimeError('memory access out of bounds');
          return read(buffer, index, ...rest);
        };
        return instantiate(bytes, imports);
      };`;
    const client = startClient(workerThat(damage));
    await client.apply(files(['A.ex', 'B.ex', 'C.ex', 'D.ex']));
    const report = await client.check(wholeRequest);
    expect(Number(readFileSync(counter, 'utf8'))).toBe(3 + 3 + 3);
    expect(report.problems).toEqual([{ path: 'C.ex', message: 'The parser died on this file; it was left out.' }]);
    expect(foundIn(report)).toEqual(['A.ex', 'B.ex', 'D.ex']);
  });

  it('that dies whatever it is asked is given up, with the reason', async () => {
    const client = startClient(workerThat(`throw new Error('no memory');`));
    await expect(client.apply(files(['A.ex']))).rejects.toThrow('the analysis worker keeps dying: no memory');
  });

  it('that is ended while something is asked refuses it', async () => {
    const client = startClient();
    const asked = client.apply(files(['A.ex']));
    await Promise.all([expect(asked).rejects.toThrow('the analysis was ended'), client.dispose()]);
  });

  it('parses 20,000 comments in a row, over which the runtime’s own stack overflows', async () => {
    const client = startClient();
    const text = overflowing(20_000).replace('IO.puts("y")', 'Ash.read!(B)');
    await client.apply([...files(['A.ex']), { path: 'comments.ex', text }]);
    const report = await client.check(wholeRequest);
    expect(report.problems).toEqual([]);
    expect(foundIn(report)).toEqual(['A.ex']);
  });
});
