import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { WrittenDecision } from '../analysis/plan-report.ts';
import { presets } from '../checklist/config.ts';
import { severities } from '../checklist/finding.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { startAnalysis } from './analysis.ts';
import { check, type CheckOptions } from './check.ts';
import { drift, type DriftOptions } from './drift.ts';
import { explain, type ExplainOptions } from './explain.ts';
import { UsageError } from './errors.ts';
import { migration, type MigrationOptions } from './migration.ts';
import { model } from './model.ts';
import { statistics, type StatisticsOptions } from './statistics.ts';
import { terminalOutput } from './output.ts';
import { plan, type PlanOptions } from './plan.ts';
import { prove, type ProveOptions } from './prove.ts';
import { askOnTerminal } from './ask.ts';

/** Exit codes: 0, 1 findings at or above `--fail-on`, 2 usage or configuration, 3 internal. */
const exitCodes = { usage: 2, internal: 3 };

const output = terminalOutput(packageJson.version);
const start = (): ReturnType<typeof startAnalysis> => startAnalysis(__dirname);

const program = new Command('ash-architect')
  .description('Finds data-modelling defects in Ash resources and migrations, without Elixir.')
  .version(packageJson.version)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })
  .addHelpText(
    'after',
    '\nExit codes: 0 fine, 1 findings at or above `--fail-on`, 2 usage or configuration, 3 internal error.',
  );

program
  .command('check', { isDefault: false })
  .description('check the resources and migrations of a project')
  .argument('[paths...]', 'a project, or files and folders of one (default: the current folder)')
  .addOption(
    new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif', 'github']).default('text'),
  )
  .option('--only <rules>', 'rules or areas, separated by commas', list)
  .addOption(new Option('--preset <preset>', 'which findings are reported (default: recommended)').choices(presets))
  .addOption(
    new Option('--fail-on <severity>', 'exit with 1 from this severity on (default: warning)').choices([
      ...severities,
      'never',
    ]),
  )
  .option('--baseline <file>', 'leave out the findings that this file knows')
  .option('--update-baseline', 'write all findings to the baseline', false)
  .addOption(
    new Option('--evidence <file>', 'what `prove` or `explain` printed as JSON; may be given several times')
      .default([], 'none')
      .argParser((value: string, before: readonly string[]) => [...before, value]),
  )
  .addOption(
    new Option('--migrations <which>', 'which migrations are examined (default: changed)').choices(['changed', 'all']),
  )
  .option('--base <revision>', 'the revision that `--migrations changed` compares with')
  .option('--fix', 'apply safe fixes', false)
  .option('--dry-run', 'with `--fix`: show what would change, and change nothing', false)
  .exitOverride()
  .action(async (paths: string[], options: CheckOptions) => {
    process.exitCode = await check(paths, options, start, output);
  });

program
  .command('model')
  .description('print what was read: resources, domains and types')
  .argument('[paths...]', 'a project (default: the current folder)')
  .addOption(new Option('--format <format>', 'how to print').choices(['json']).default('json'))
  .exitOverride()
  .action(async (paths: string[]) => {
    process.exitCode = await model(paths, start, output);
  });

program
  .command('drift')
  .description('tell where resources and the last snapshots of their tables differ')
  .argument('[path]', 'a project, or a part of one (default: the current folder)')
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .exitOverride()
  .action(async (path: string | undefined, options: DriftOptions) => {
    process.exitCode = await drift(path === undefined ? [] : [path], options, start, output);
  });

program
  .command('migration')
  .description('print what a migration does, in both directions')
  .argument('<file>', 'a migration')
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .exitOverride()
  .action(async (file: string, options: MigrationOptions) => {
    process.exitCode = await migration(file, options, start, output);
  });

program
  .command('plan')
  .description('foretell what `mix ash.codegen` would write, without Elixir')
  .argument('[paths...]', 'a project (default: the current folder)')
  .requiredOption('--name <name>', 'the name of the migration')
  .option('--now <time>', 'the first time stamp: YYYYMMDDHHMMSS in UTC (default: now)')
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'elixir', 'sql', 'json']).default('text'))
  .addOption(decision('--rename <table.old=new>', 'rename'))
  .addOption(decision('--no-rename <table.old>', 'no-rename'))
  .addOption(decision('--rename-table <old=new>', 'rename-table'))
  .addOption(decision('--drop-table <table>', 'drop-table'))
  .addOption(decision('--keep-table <table>', 'keep-table'))
  .addOption(decision('--primary-key <table=columns>', 'primary-key'))
  .option('--answers <file>', 'answers to the questions of codegen, as lines of `Q: …` and `A: …`')
  .option('--out <folder>', 'write the whole `priv` as it is afterwards to a new folder')
  .exitOverride()
  .action(async (paths: string[], options: PlanOptions) => {
    process.exitCode = await plan(paths, options, start, output, askOnTerminal());
  });

program
  .command('prove')
  .description('run migrations up, down and up again on a PostgreSQL of its own, and compare the schemas')
  .argument('[paths...]', 'migrations or folders of them; a project proves what changed (default: the current folder)')
  .option('--changed', 'the migrations that changed since the merge base, which is the default', false)
  .option('--all', 'all migrations, and whether they make the tables that the resources declare', false)
  .option('--base <revision>', 'the revision that is compared with')
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addOption(
    new Option('--fail-on <verdict>', 'exit with 1 from this verdict on')
      .choices(['refuted', 'not-proven'])
      .default('refuted'),
  )
  .option(
    '--server-env <name>',
    'run on your own server, whose connection string this variable of the environment holds',
  )
  .option('--yes-this-server', 'use that server though it looks like production', false)
  .option('--limit-ms <number>', 'how long a statement may take (default: 10000)', wholeNumber)
  .exitOverride()
  .action(async (paths: string[], options: ProveOptions) => {
    process.exitCode = await prove(paths, options, __dirname, start, output);
  });

program
  .command('explain')
  .description('measure on generated rows which indexes the resources need, or explain a statement')
  .argument('[path]', 'a project (default: the current folder)')
  .addOption(
    new Option('--resource <module>', 'only indexes of this resource, or whose filter `--query` is; may be repeated')
      .default([], 'all')
      .argParser((value: string, before: readonly string[]) => [...before, value]),
  )
  .option('--sql <text>', 'explain this statement')
  .option('--file <file>', 'explain the statement in this file')
  .option('--query <text>', 'explain this query of Ecto or Ash, or this filter')
  .option('--rows <number>', 'how many rows a table gets (default: 100000)', wholeNumber)
  .option('--seed <number>', 'other numbers give other rows (default: 1)', wholeNumber)
  .option('--random-page-cost <number>', 'as the server is set that it is about (default: 4)', positive)
  .option(
    '--estimate-only',
    'only rank the suggested indexes by made-up statistics, which is quick and no proof',
    false,
  )
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .option(
    '--server-env <name>',
    'run on your own server, whose connection string this variable of the environment holds',
  )
  .option('--yes-this-server', 'use that server though it looks like production', false)
  .exitOverride()
  .action(async (path: string | undefined, options: ExplainOptions) => {
    process.exitCode = await explain(path === undefined ? [] : [path], options, __dirname, start, output);
  });

program
  .command('statistics')
  .description('print what your server knows of the tables (how many rows, how many values), for the configuration')
  .argument('[path]', 'a project (default: the current folder)')
  .requiredOption('--server-env <name>', 'the variable of the environment that holds the connection string')
  .option('--yes-this-server', 'ask that server though it looks like production', false)
  .exitOverride()
  .action(async (path: string | undefined, options: StatisticsOptions) => {
    process.exitCode = await statistics(path === undefined ? [] : [path], options, start, output);
  });

program
  .command('mcp')
  .description('answer agents (Claude Code, Cursor, Zed) over standard input and output until the input ends')
  .argument('[path]', 'a project, or a folder above some (default: the current folder)')
  .exitOverride()
  .action(async (path: string | undefined) => {
    // The server is a bundle of its own, which nobody else has to load, with the path as its only argument.
    process.argv.splice(2, process.argv.length, ...(path === undefined ? [] : [path]));
    await import(pathToFileURL(join(__dirname, 'mcp.cjs')).href);
  });

function decision(flags: string, option: WrittenDecision['option']): Option {
  const descriptions: Readonly<Record<WrittenDecision['option'], string>> = {
    rename: 'this column is renamed (a schema may stand in front of the table)',
    'no-rename': 'this column is not renamed: it goes, and another one comes',
    'rename-table': 'this table is renamed, or moved to another schema',
    'drop-table': 'this table, which has no resource, is dropped',
    'keep-table': 'this table, which has no resource, stays',
    'primary-key': 'of the primary keys of its resources, this table has the one of these columns',
  };
  return new Option(flags, descriptions[option])
    .default([], 'none')
    .argParser((value: string, before: readonly WrittenDecision[]) => [...before, { option, value }]);
}

function list(value: string): string[] {
  const items = value.split(',').map((item) => item.trim());
  if (items.some((item) => item === '')) throw new InvalidArgumentError('Give names separated by commas.');
  return items;
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Give a whole number.');
  return Number(value);
}

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number < 1_000_000)) throw new InvalidArgumentError('Give a number above 0.');
  return number;
}

program.parseAsync().catch(report);
process.on('uncaughtException', (error) => {
  report(error);
  process.exit();
});

function report(error: unknown): void {
  output.progress('');
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
  else if (error instanceof UsageError) {
    output.note(`error: ${error.message}`);
    process.exitCode = exitCodes.usage;
  } else {
    output.note(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = exitCodes.internal;
  }
}
