import type { FixAllRequest } from '../../analysis/port.ts';
import { closest, plural } from '../../base/names.ts';
import { applyEdits, type FileEdit } from '../../base/text-edit.ts';
import { ruleIndex } from '../../checklist/rule-index.generated.ts';
import type { ChangedFile } from '../change-set.ts';
import { wholeCheck } from '../context/look-up.ts';
import type { CommandContext } from './command-context.ts';
import { answer, type CommandOutput } from './command-output.ts';
import { ruleAreas } from '../tools/known-rules.ts';
import { findTarget } from './target.ts';

/** The safe fixes, or the first fix of each finding of a rule or area, as one change set that nobody applied yet. */
export async function fix(rest: string, context: CommandContext): Promise<CommandOutput> {
  const request = await readRequest(rest, context);
  if (!request.ok) return answer(request.reason);
  await context.facts.settled();
  const earlier = await readCandidates(request.value, context);
  const { edits, fixed } = await context.facts.analysis.fixAll(request.value);
  if (edits.length === 0) return answer(nothing(request.value));
  const files: ChangedFile[] = [];
  for (const edit of edits) {
    const file = await toChangedFile(edit, context);
    if (file === undefined || (earlier.has(edit.path) && earlier.get(edit.path) !== file.before)) {
      return answer(`\`${edit.path}\` changed while the fixes were made, or cannot be read. Ask for the fixes again.`);
    }
    files.push(file);
  }
  const summary = `Fix ${fixed} ${plural('finding', fixed)} in ${files.length} ${plural('file', files.length)}: ${describe(request.value)}.`;
  return { kind: 'changes', markdown: summary, changes: { summary, files } };
}

type ReadRequest =
  { readonly ok: true; readonly value: FixAllRequest } | { readonly ok: false; readonly reason: string };

async function readRequest(rest: string, context: CommandContext): Promise<ReadRequest> {
  // What is in quotes is one word: a path may hold blanks.
  const given = rest.match(/(?:[^\s"]|"[^"\n]*")+/g) ?? [];
  const ids = ruleIndex.map(({ id }) => id);
  const [first = '', ...others] = given;
  const wanted = first.replace(/\/\*$/, '').replace(/[`]/g, '');
  const isRule = ids.includes(wanted) || ruleAreas.includes(wanted);
  const paths = isRule || first === 'safe' || first === '' ? others : given;
  const scope: string[] = [];
  for (const path of paths) {
    const target = await findTarget(path, context);
    if (!target.ok) return { ok: false, reason: unknownWord(path, [...ids, ...ruleAreas], target.reason) };
    scope.push(target.value.path);
  }
  const { request } = await wholeCheck(context);
  const base = { ...request, scope: scope.length === 0 ? undefined : scope };
  return {
    ok: true,
    value: isRule ? { ...base, only: [wanted], choose: 'first' } : { ...base, choose: 'safe' },
  };
}

function unknownWord(word: string, rules: readonly string[], reason: string): string {
  const near = closest(word, rules);
  return near === undefined ? reason : `There is no rule or area \`${word}\`. Did you mean \`${near}\`?`;
}

function describe({ only }: FixAllRequest): string {
  const [rule] = only ?? [];
  return rule === undefined ? 'only fixes that change neither the schema nor a value at run time' : `\`${rule}\``;
}

function nothing({ only, scope }: FixAllRequest): string {
  const where = scope === undefined ? '' : ` in ${scope.map((path) => `\`${path}\``).join(', ')}`;
  const [rule] = only ?? [];
  return rule === undefined
    ? `There is nothing to fix safely${where}. \`/fix\` with a rule applies its suggestions; \`/review\` shows which findings have one.`
    : `No finding of \`${rule}\`${where} has a fix that can be made without an answer from you. The light bulb on each finding offers those that ask.`;
}

/** The texts that fixes would touch, as they are before the fixes are made: whoever types meanwhile loses nothing. */
async function readCandidates(
  request: FixAllRequest,
  { facts, files }: CommandContext,
): Promise<ReadonlyMap<string, string | undefined>> {
  const { findings } = await facts.analysis.check(request);
  const paths = new Set(findings.flatMap(({ fixes }) => fixes.flatMap((own) => own.edits.map(({ path }) => path))));
  const texts = new Map<string, string | undefined>();
  for (const path of paths) {
    const file = await files.read(path);
    texts.set(path, file.kind === 'text' ? file.text : undefined);
  }
  return texts;
}

/** Undefined when the text is not the one that the edits were made for. */
async function toChangedFile({ path, edits }: FileEdit, { files }: CommandContext): Promise<ChangedFile | undefined> {
  const file = await files.read(path);
  if (file.kind === 'refused') return undefined;
  const before = file.kind === 'text' ? file.text : undefined;
  const length = before?.length ?? 0;
  if (edits.some(({ start, end }) => start > length || end > length)) return undefined;
  return { path, before, after: applyEdits(before ?? '', edits) };
}
