import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { presets } from '../checklist/config.ts';
import { severities } from '../checklist/finding.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { startAnalysis } from './analysis.ts';
import { check, type CheckOptions } from './check.ts';
import { UsageError } from './errors.ts';
import { model } from './model.ts';
import { terminalOutput } from './output.ts';

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
