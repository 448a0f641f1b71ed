import { z } from 'zod';
import { nothingSentence } from '../../analysis/plan-outline.ts';
import type { PlanReport, WrittenDecision } from '../../analysis/plan-report.ts';
import { isWellFormedDecision } from '../../analysis/plan-words.ts';
import { plural } from '../../base/names.ts';
import { utcStamp } from '../context/utc-stamp.ts';
import { printOperations } from '../context/print-operations.ts';
import { defineTool, phases, type ToolContext, type ToolResult } from '../tool.ts';
import { dataResult, failure } from './data-result.ts';

const decision = z.strictObject({
  option: z.enum(['rename', 'no-rename', 'rename-table', 'drop-table', 'keep-table', 'primary-key']),
  value: z
    .string()
    .describe(
      '`TABLE.OLD=NEW` for `rename`, `TABLE.OLD` for `no-rename`, `OLD=NEW` for `rename-table`, `TABLE=COLUMN,COLUMN` for `primary-key`, else `TABLE`; a table of a schema is `SCHEMA.TABLE`.',
    ),
});

const input = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z_]\w*$/i)
    .default('change')
    .describe('The name of the migration.'),
  decisions: z.array(decision).max(100).default([]).describe("Answers to the generator's questions."),
  show: z
    .enum(['operations', 'elixir', 'sql'])
    .default('operations')
    .describe('Operations with causes and costs, or the files as they would be written, or the SQL of `up`.'),
});

export const plan = defineTool({
  name: 'plan',
  description:
    'Foretells what `mix ash.codegen` would write for the resources as they are now, without running it: first where codegen goes wrong, then the questions that it would ask and how to answer them here, then each migration, operation by operation, with the line of the resource that causes it, its lock and what it does to existing rows. Nothing is written. Unanswered questions count as no. It is not the plan of the conversation, which `read_plan` shows.',
  title: ({ name }) => `Foretell the migration ${name}`,
  input,
  risk: 'read',
  phases,
  run: foretell,
});

type Input = z.output<typeof input>;

/** The text of the functions that AshPostgres installs, which a migration of extensions holds. */
const functionsPath = 'deps/ash_postgres/lib/migration_generator/ash_functions.ex';

async function foretell({ name, decisions, show }: Input, context: ToolContext): Promise<ToolResult> {
  const wrong = decisions.find((given) => !isWellFormedDecision(given));
  if (wrong !== undefined)
    return failure(`\`${wrong.value}\` is no value for \`${wrong.option}\`: see what \`value\` has to look like.`);
  const { facts, files, clock } = context;
  await facts.settled();
  const functions = await files.read(functionsPath);
  const report = await facts.analysis.plan({
    wrappers: facts.config.wrappers,
    name,
    now: utcStamp(clock.now()),
    answers: '',
    decisions,
    functions: functions.kind === 'text' ? functions.text : undefined,
  });
  const text = print(report, show);
  const note = noteOn(report);
  if (text === '') return { text: note };
  const more = show === 'operations' ? 'Generate in smaller steps.' : 'Ask for the operations, which are shorter.';
  return dataResult(context, 'the migration that codegen would write', text, { more, note });
}

/** What goes wrong stands first, since the rest is only worth something without it. */
function print(report: PlanReport, show: Input['show']): string {
  const { refused, foretold, questions, migrations, removed, opaque } = report;
  return [
    ...(refused === undefined ? [] : [`Codegen raises, and writes nothing: ${refused}`]),
    ...section(
      'Goes wrong',
      foretold.map(({ severity, rule, path, range, message }) => {
        const place = path === '' ? '' : ` at ${path}:${range.start.line}`;
        return `${severity} ${rule}${place}: ${message}`;
      }),
    ),
    ...section('Questions', questions.map(printQuestion)),
    ...section(
      'Not known',
      opaque.map(({ path, line, reason }) => `${path}:${line}: ${reason}`),
    ),
    ...section(
      'Removed',
      removed.map(({ path, reason }) => `${path}: ${reason}`),
    ),
    ...migrations.map((migration) => printMigration(migration, show)),
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:\n${lines.map((line) => `- ${line}`).join('\n')}`];
}

function printMigration(migration: PlanReport['migrations'][number], show: Input['show']): string {
  const { path, transaction, up, elixir, sql } = migration;
  const texts = { operations: printOperations(up), elixir, sql };
  return `${path}${transaction ? '' : ' (without a transaction)'}:\n${texts[show]}`;
}

function printQuestion(question: PlanReport['questions'][number]): string {
  const { prompt, answer } = question;
  if (answer !== undefined) return `${prompt} ${answer}`;
  const ways = waysToAnswer(question).map(({ option, value }) => `{option: "${option}", value: "${value}"}`);
  const assumed = question.kind === 'primary-key' ? 'Not answered, the first is assumed' : 'Not answered';
  return `${prompt} ${assumed}; decide by ${ways.join(' or ')}.`;
}

function waysToAnswer({ kind, table, from, to, options }: PlanReport['questions'][number]): readonly WrittenDecision[] {
  const names = to === undefined ? (options ?? ['NEW']) : [to];
  switch (kind) {
    case 'rename-column':
    case 'rename-column-to':
    case 'new-column-name': {
      const old = `${table}.${from ?? 'OLD'}`;
      const renames = names.map((name): WrittenDecision => ({ option: 'rename', value: `${old}=${name}` }));
      return [...renames, { option: 'no-rename', value: old }];
    }
    case 'primary-key':
      return (options ?? []).map((key) => ({
        option: 'primary-key',
        value: `${table}=${key.replace(/[[\]: ]/g, '')}`,
      }));
    case 'drop-table':
      return [
        { option: 'drop-table', value: table },
        { option: 'keep-table', value: table },
      ];
    case 'rename-table':
    case 'rename-table-to':
    case 'new-table-name':
    case 'move-table': {
      const renames = names.map((name): WrittenDecision => ({ option: 'rename-table', value: `${table}=${name}` }));
      return [...renames, { option: 'drop-table', value: table }, { option: 'keep-table', value: table }];
    }
  }
}

function noteOn(report: PlanReport): string {
  const { migrations, questions, unused, refused } = report;
  const open = questions.filter(({ answer }) => answer === undefined).length;
  return [
    migrations.length === 0 && refused === undefined ? nothingSentence(report) : '',
    open === 0 ? '' : `${open} ${plural('question', open)} not answered, which counts as no: ask the user.`,
    unused.length === 0 ? '' : `Codegen does not ask for: ${unused.join(', ')}.`,
    migrations.length === 0
      ? ''
      : 'Foretold from the text; the files do not exist, and their time stamps are examples.',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
