import { fileKind } from '../../../src/analysis/file-kind.ts';
import type { Preview } from '../../../src/analysis/port.ts';
import { lastBlueprint } from '../../../src/architect/plan/last-blueprint.ts';
import { parsePlan, sectionText, sectionTitles } from '../../../src/architect/plan/plan.ts';
import type { TurnEvent } from '../../../src/architect/turn-event.ts';
import { isSo, printFact } from './facts.ts';
import type { LoadedTask } from './load-tasks.ts';
import { matches, printPattern } from './matches.ts';
import type { ProjectState } from './project-state.ts';
import type { Run } from './run-task.ts';
import { checkNames, type CheckName } from './task.ts';
import { unknownWords } from './unknown-words.ts';

export interface Judgement {
  readonly passed: boolean;
  /** What speaks against the run, by check; a check without a word passed. */
  readonly checks: readonly { readonly name: CheckName; readonly says: readonly string[] }[];
}

/** Whether a task was done, from the files, the model and the record of the conversation. No word of the model counts. */
export async function judge(task: LoadedTask, run: Run): Promise<Judgement> {
  const { before, config, migrations } = run;
  const changes = changedFiles(run);
  const preview = await before.analysis.preview({ config, migrations, baseline: undefined, files: changes });
  const says = { ...judgeProject(task, run, preview), ...judgeConversation(task, run) };
  const checks = checkNames.map((name) => ({ name, says: says[name] }));
  return { passed: checks.every((check) => check.says.length === 0), checks };
}

type Says = readonly string[];
type InProject = 'parses' | 'findings-gone' | 'no-new-findings' | 'names' | 'dsl' | 'facts' | 'files';

function judgeProject(task: LoadedTask, run: Run, preview: Preview): Readonly<Record<InProject, Says>> {
  const { before, after } = run;
  const { gone = [], facts = [], keeps = [], mayAdd = [], touches } = task.expects;
  const problems = after.report.problems.filter(({ path }) => before.report.problems.every((old) => old.path !== path));
  return {
    parses: [...preview.broken, ...problems].map(({ path, message }) => `${path}: ${message}`),
    'findings-gone': [
      ...gone.filter((wanted) => isFound(wanted, after)).map(({ rule, path }) => `${rule} is still found in ${path}`),
      ...(suppressionsIn(after) > suppressionsIn(before) ? ['a finding was hidden with a comment'] : []),
    ],
    // What differs from the snapshots is news until codegen runs, whatever was changed.
    'no-new-findings': preview.added
      .filter(({ rule, area }) => area !== 'drift' && !mayAdd.includes(rule))
      .map(({ severity, rule, path, range }) => `${severity} ${rule} in ${path}:${range.start.line}`),
    names: preview.unresolved,
    dsl: inventedIn(run),
    facts: [...facts, ...keeps].filter((fact) => !isSo(fact, after, before)).map(printFact),
    files: changedFiles(run)
      .map(({ path }) => path)
      .filter((path) => !mayChange(path, touches) || isHistory(path, run))
      .map((path) => `${path} was changed`),
  };
}

function judgeConversation(task: LoadedTask, run: Run): Readonly<Record<Exclude<CheckName, InProject>, Says>> {
  const { asks, blueprint, plan = [], secrets = [] } = task.expects;
  const document = parsePlan(run.plan);
  const sent = JSON.stringify(run.requests);
  const last = lastBlueprint(run.messages);
  return {
    commands: judgeCommands(task, run),
    asks: asks === undefined ? [] : judgeAsking(run),
    blueprint:
      blueprint === undefined || matches(last, blueprint) ? [] : [`no blueprint like ${printPattern(blueprint)}`],
    plan: plan
      .filter((section) => sectionText(document, section) === '')
      .map((section) => `the section ${sectionTitles[section]} of the plan is empty`),
    answer: judgeAnswer(task, run),
    secrets: secrets.filter((text) => sent.includes(text)).map((text) => `${text.slice(0, 4)}… was sent to the model`),
    ended: run.events.flatMap(troubleOf),
  };
}

export function changedFiles({ before, after }: Pick<Run, 'before' | 'after'>): {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}[] {
  const paths = new Set([...before.texts.keys(), ...after.texts.keys()]);
  return [...paths]
    .map((path) => ({ path, before: before.texts.get(path), after: after.texts.get(path) }))
    .filter((file) => file.before !== file.after);
}

function isFound(wanted: { readonly rule: string; readonly path: string }, { report }: ProjectState): boolean {
  return report.findings.some(({ rule, path }) => rule === wanted.rule && path === wanted.path);
}

/** A finding that is only silenced is not gone. */
function suppressionsIn({ texts }: ProjectState): number {
  return [...texts.values()].reduce((count, text) => count + text.split(/#\s*ash-architect:/).length - 1, 0);
}

function troubleOf(event: TurnEvent): Says {
  if (event.kind === 'failed') return [event.message];
  return event.kind === 'ended' && event.stop !== 'end' ? [`it ended: ${event.stop}`] : [];
}

/** Words of the DSL, and commands of migrations, that nobody knows and that were not there before. */
function inventedIn({ before, after }: Run): Says {
  const isOld = new Set([...unknownWords(before.resources), ...unknownStatements(before)]);
  const words = [...unknownWords(after.resources), ...unknownStatements(after)];
  return words.filter((word) => !isOld.has(word)).map((word) => `nobody knows ${word}`);
}

function unknownStatements({ migrations, texts }: ProjectState): Says {
  return migrations.flatMap(({ path, change, up, down }) =>
    [change, up, down].flatMap((direction) =>
      (direction?.statements ?? [])
        .filter(({ kind }) => kind === 'unknown')
        .map(({ start, end }) => `${path}: ${texts.get(path)?.slice(start, end) ?? ''}`),
    ),
  );
}

function mayChange(path: string, touches: readonly string[]): boolean {
  return touches.some((place) => place === path || (place.endsWith('/') && path.startsWith(place)));
}

/** Snapshots, and migrations that others have: no task may touch them, whatever it says. */
function isHistory(path: string, { before, migrations }: Run): boolean {
  if (fileKind(path) === 'snapshot') return true;
  const isNew = migrations.changed?.paths.includes(path) === true;
  return fileKind(path) === 'migration' && before.texts.has(path) && !isNew;
}

function judgeCommands({ commands = {} }: LoadedTask, { asked }: Run): Says {
  const allowed = Object.keys(commands);
  return [
    ...asked.filter((line) => !allowed.some((start) => line.startsWith(start))).map((line) => `wanted to run: ${line}`),
    ...allowed.filter((start) => !asked.some((line) => line.startsWith(start))).map((start) => `did not run: ${start}`),
  ];
}

function judgeAsking({ calls, events }: Run): Says {
  const hasAsked = calls.some(({ call, result }) => call.tool === 'ask_user' && result?.isError === false);
  const hasProposed = events.some(({ kind }) => kind === 'approve-edits');
  return [
    ...(hasAsked ? [] : ['the user was not asked']),
    ...(hasProposed ? ['edits were proposed although only the user can decide'] : []),
  ];
}

function judgeAnswer({ expects: { cites = [], uses = [] } }: LoadedTask, { messages, calls }: Run): Says {
  const answer = messages
    .filter(({ role }) => role === 'assistant')
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])))
    .join('\n');
  const places = cites.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`));
  const answered = calls.filter(({ result }) => result?.isError === false).map(({ call }) => call.tool);
  return [
    ...places.filter((place) => !answer.includes(place)).map((place) => `the answer does not name ${place}`),
    ...(uses.length === 0 || uses.some((tool) => answered.includes(tool))
      ? []
      : [`none of ${uses.join(', ')} was used`]),
  ];
}
