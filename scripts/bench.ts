import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readProject } from '../src/analysis/read-project.ts';
import { diskAt } from '../src/system/disk.ts';
import { benchmarkPostgres } from './bench-postgres.ts';
import { writeSynthetic } from './synthetic.mjs';

/**
 * CPU time and memory of whole processes: `check` beside a bare parse of every Elixir file of the same project.
 * `npm run bench -- PROJECT…` measures projects of your own; without, the example, a workspace of 500 resources, and the
 * embedded PostgreSQL.
 */

interface Cost {
  /** User and system time of all threads, in milliseconds. */
  readonly cpu: number;
  /** Largest resident set, in MB. */
  readonly memory: number;
}

/**
 * `check` may cost so many times the CPU of a bare parse of all Elixir files, and so many MB more (docs/performance.md).
 * In applications the text filter makes up for the rules; in the made-up workspace every file is a resource or migration.
 */
const budget = { cpu: 8, memory: 320 };

/** Reports what the process and its threads used, when it ends. */
const meter = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('node:fs').writeFileSync(process.env.BENCH_RESULT, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 }));
});`;

const folder = mkdtempSync(join(tmpdir(), 'ash-architect-bench-'));
const meterPath = join(folder, 'meter.cjs');
writeFileSync(meterPath, meter);

function measure(args: readonly string[]): Cost {
  const result = join(folder, 'result.json');
  const costs = Array.from({ length: 3 }, () => {
    const env = { ...process.env, BENCH_RESULT: result };
    const { status, stderr } = spawnSync(process.execPath, ['--require', meterPath, ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
    return JSON.parse(readFileSync(result, 'utf8')) as Cost;
  });
  return costs.reduce((best, cost) => (cost.cpu < best.cpu ? cost : best));
}

async function benchmark(name: string, project: string): Promise<boolean> {
  const { files } = await readProject(diskAt(project), () => undefined);
  const elixir = files.filter(({ path }) => /\.exs?$/.test(path));
  const bytes = elixir.reduce((sum, { text }) => sum + Buffer.byteLength(text ?? ''), 0);
  const parse = measure(['scripts/raw-parse.mjs', project]);
  const check = measure([
    'dist/cli.cjs',
    'check',
    project,
    '--migrations',
    'all',
    '--fail-on',
    'never',
    '--format',
    'json',
  ]);
  const ratio = check.cpu / parse.cpu;
  const extra = check.memory - parse.memory;
  const row = [
    name,
    elixir.length,
    (bytes / 1e6).toFixed(2),
    parse.cpu.toFixed(0),
    check.cpu.toFixed(0),
    ratio.toFixed(2),
    parse.memory.toFixed(0),
    check.memory.toFixed(0),
  ];
  console.log(`| ${row.join(' | ')} |`);
  return ratio <= budget.cpu && extra <= budget.memory;
}

console.log('| project | Elixir files | MB | parse, CPU ms | check, CPU ms | ratio | parse, MB | check, MB |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
const given = process.argv.slice(2);
const projects =
  given.length > 0
    ? given.map((path) => [path, resolve(path)] as const)
    : [
        ['example', resolve('examples/helpdesk')] as const,
        ['500 resources', writeSynthetic(join(folder, 'synthetic'))] as const,
      ];
let isWithin = true;
for (const [name, project] of projects) isWithin = (await benchmark(name, project)) && isWithin;
rmSync(folder, { recursive: true });
if (given.length === 0) await benchmarkPostgres();
if (!isWithin) {
  console.error(
    `Over the budget: ${budget.cpu} times the CPU time of a bare parse and ${budget.memory} MB more memory.`,
  );
  process.exitCode = 1;
}
