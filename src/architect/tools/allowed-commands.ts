import { normalisePath } from '../safety/normalise-path.ts';
import { mayRead } from '../safety/paths.ts';

/** A call of Mix that may be asked for: what it takes, in order, and how long it may take. */
interface AllowedCommand {
  readonly task: string;
  /** As it is shown in refusals. */
  readonly usage: string;
  /** In milliseconds. */
  readonly timeLimit: number;
  /** Whether exactly these arguments are allowed behind the task. */
  readonly accepts: (args: readonly string[]) => boolean;
}

export type AllowedArgs =
  { readonly ok: true; readonly timeLimit: number } | { readonly ok: false; readonly reason: string };

const minute = 60_000;

/** The closed list. What is not here is not run, whoever asks. */
const allowed: readonly AllowedCommand[] = [
  {
    task: 'format',
    usage: 'mix format --check-formatted [FILE …]',
    timeLimit: 2 * minute,
    accepts: ([flag, ...files]) => flag === '--check-formatted' && files.every(isSourcePath),
  },
  {
    task: 'compile',
    usage: 'mix compile [--warnings-as-errors] [--force]',
    timeLimit: 10 * minute,
    accepts: (args) => areFlags(args, ['--warnings-as-errors', '--force']),
  },
  {
    task: 'ash.codegen',
    usage: 'mix ash.codegen NAME --dry-run, or mix ash.codegen --check',
    timeLimit: 5 * minute,
    accepts: isCodegen,
  },
  {
    task: 'ash_postgres.generate_migrations',
    usage: 'mix ash_postgres.generate_migrations [NAME] --dry-run, or mix ash_postgres.generate_migrations --check',
    timeLimit: 5 * minute,
    accepts: (args) => isCodegen(args) || (args.length === 1 && args[0] === '--dry-run'),
  },
  {
    task: 'test',
    usage: 'mix test [FILE_OR_FOLDER[:LINE] …] [--failed] [--stale] [--trace] [--max-failures N] [--seed N]',
    timeLimit: 10 * minute,
    accepts: isTest,
  },
  { task: 'deps.get', usage: 'mix deps.get', timeLimit: 5 * minute, accepts: (args) => args.length === 0 },
  {
    task: 'ecto.migrate',
    usage: 'mix ecto.migrate [--step N | --to VERSION]',
    timeLimit: 10 * minute,
    accepts: (args) => args.length === 0 || isStep(args),
  },
  {
    task: 'ecto.rollback',
    usage: 'mix ecto.rollback [--step N | --to VERSION]',
    timeLimit: 10 * minute,
    accepts: (args) => args.length === 0 || isStep(args),
  },
  {
    task: 'ecto.migrations',
    usage: 'mix ecto.migrations',
    timeLimit: 2 * minute,
    accepts: (args) => args.length === 0,
  },
];

/** All calls that may be asked for, one a line. */
export const allowedUsages: string = allowed.map(({ usage }) => `- ${usage}`).join('\n');

/** Whether a program may be run with arguments; no list of bad ones, but one of good ones. */
export function judgeCommand(program: string, args: readonly string[]): AllowedArgs {
  const [task = '', ...rest] = args;
  if (program !== 'mix') return refuse(`\`${shown(program)}\` is not run here.`);
  const command = allowed.find((entry) => entry.task === task);
  if (command === undefined) return refuse(`\`mix ${shown(task)}\` is not run here.`);
  if (!command.accepts(rest)) return refuse(`\`mix ${shown(args.join(' '))}\` has arguments that are not taken here.`);
  return { ok: true, timeLimit: command.timeLimit };
}

function refuse(what: string): AllowedArgs {
  return {
    ok: false,
    reason: `${what} Only these can be asked for, always in the user's own environment and never with MIX_ENV=prod:\n${allowedUsages}\nFor anything else, tell the user what to run and what it does.`,
  };
}

function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]|`/g, '?').slice(0, 100);
}

function areFlags(args: readonly string[], flags: readonly string[]): boolean {
  return args.every((arg) => flags.includes(arg)) && new Set(args).size === args.length;
}

function isCodegen(args: readonly string[]): boolean {
  if (args.length === 1) return args[0] === '--check';
  if (args.length !== 2) return false;
  const [name = ''] = args.filter((arg) => arg !== '--dry-run');
  return args.includes('--dry-run') && /^[a-z][a-z0-9_]{0,60}$/.test(name);
}

function isStep([flag, value = '', ...rest]: readonly string[]): boolean {
  if (rest.length > 0) return false;
  return (flag === '--step' && /^[1-9]\d?$/.test(value)) || (flag === '--to' && /^\d{14}$/.test(value));
}

function isTest(args: readonly string[]): boolean {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--max-failures' || arg === '--seed') {
      if (!/^\d{1,9}$/.test(args[++at] ?? '')) return false;
    } else if (!['--failed', '--stale', '--trace'].includes(arg) && !isTestPath(arg)) return false;
  }
  return true;
}

/** Code below `test` only: `mix test` loads whatever files it is given. */
function isTestPath(arg: string): boolean {
  const path = arg.replace(/(:\d{1,6}){1,20}$/, '');
  return isPlainPath(path) && /(^|\/)test(\/|$)/.test(path) && (path.endsWith('_test.exs') || !/\.[a-z]+$/.test(path));
}

function isSourcePath(path: string): boolean {
  return isPlainPath(path) && /\.(ex|exs|heex)$/.test(path);
}

/** No option, no list, no wildcard: Mix would expand it. */
function isPlainPath(path: string): boolean {
  const normal = normalisePath(path);
  return normal.ok && /^[\w@.][\w@./ -]*$/.test(path) && mayRead(path).kind === 'allowed';
}
