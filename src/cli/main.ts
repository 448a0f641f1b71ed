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
import { UsageError } from './errors.ts';
import { migration, type MigrationOptions } from './migration.ts';
import { model } from './model.ts';
import { terminalOutput } from './output.ts';
import { plan, type PlanOptions } from './plan.ts';
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
  .option('--answers <file>', 'answers to the questions of codegen, as lines of `Q: …` and `A: …`')
  .option('--out <folder>', 'write the whole `priv` as it is afterwards to a new folder')
  .exitOverride()
  .action(async (paths: string[], options: PlanOptions) => {
    process.exitCode = await plan(paths, options, start, output, askOnTerminal());
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
