import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/base/evidence.ts';
import { overlap, type FileEdit } from '../../src/base/text-edit.ts';
import type { Finding, Fix } from '../../src/checklist/finding.ts';
import type { Rule } from '../../src/checklist/rule.ts';
import { rules } from '../../src/checklist/rules.generated.ts';
import {
  casesOf,
  evidenceIn,
  marksIn,
  markOf,
  printMark,
  projectPath,
  ruleIds,
  type RuleCase,
} from '../helpers/cases.ts';
import { outcomesOf, withEdits } from '../helpers/fix-outcomes.ts';
import { runOn } from '../helpers/run-rules.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const update = process.env['UPDATE'] === '1';

it('has a generated registry of all rule folders', () => {
  expect([...rules.keys()].sort()).toEqual(ruleIds().sort());
});

describe.each([...rules])('%s', (id, rule) => {
  it.each(casesOf(id).map((ruleCase) => [ruleCase.name, ruleCase] as const))('%s', async (_, ruleCase) => {
    await checkMarks(id, rule, ruleCase);
    await checkFixes(id, rule, ruleCase);
    await checkEveryFix(id, rule, ruleCase);
  });

  it('has cases', () => {
    expect(casesOf(id).length).toBeGreaterThan(0);
  });

  it('has a page whose examples hold', async () => {
    const page = readFileSync(join('src/checklist/rules', id, 'doc.md'), 'utf8');
    expect(page).toContain('## When to ignore');
    const { flagged, passes } = examplesOf(page, id.startsWith('migrations/'));
    expect(flagged.length).toBeGreaterThan(0);
    expect(passes.length).toBeGreaterThan(0);
    for (const { files, evidence } of flagged)
      expect((await check(id, rule, files, evidence)).length, Object.values(files)[0]).toBeGreaterThan(0);
    for (const { files, evidence } of passes)
      expect(await check(id, rule, files, evidence), Object.values(files)[0]).toEqual([]);
  });
});

function check(
  id: string,
  rule: Rule,
  files: Readonly<Record<string, string>>,
  evidence: readonly Evidence[],
): Promise<Finding[]> {
  return checkAll(new Map([[id, rule]]), files, evidence);
}

async function checkAll(
  selected: ReadonlyMap<string, Rule>,
  files: Readonly<Record<string, string>>,
  evidence: readonly Evidence[],
): Promise<Finding[]> {
  const { findings, failures } = await runOn(selected, files, evidence);
  for (const failure of failures) throw failure.error;
  return [...findings];
}

async function checkMarks(id: string, rule: Rule, { files, evidence }: RuleCase): Promise<void> {
  const findings = await check(id, rule, files, evidence);
  const marks = Object.entries(files).flatMap(([path, text]) => marksIn(path, text));
  const found = findings.map((finding) => markOf(finding, files[finding.at.path] ?? '', rule.severity));
  expect(found.map(printMark).sort()).toEqual(marks.map(printMark).sort());
}

/** Applies the first fix of every finding as it is proposed, compares with the golden files, and finds nothing more. */
async function checkFixes(id: string, rule: Rule, { files, evidence, fixedPath, fixed }: RuleCase): Promise<void> {
  const findings = await check(id, rule, files, evidence);
  const edits = withoutOverlap(findings.flatMap((finding) => finding.fixes.slice(0, 1).flatMap(proposedBy)));
  const fixedFiles = withEdits(files, edits);
  const goldens = new Map(
    [...new Set(edits.map(({ path }) => path))].map((path) => [fixedPath(path), fixedFiles[path]]),
  );
  expect(
    fixed.filter((golden) => !goldens.has(golden)),
    'left over',
  ).toEqual([]);
  for (const [golden, text] of goldens) {
    if (update) {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, text ?? '');
    }
    expect(text, golden).toBe(readFileSync(golden, 'utf8'));
  }
  if (edits.length === 0) return;
  const workspace = await createWorkspace(fixedFiles);
  expect(workspace.problems()).toEqual([]);
  const unfixable = findings.filter((finding) => finding.fixes.length === 0).length;
  expect((await check(id, rule, fixedFiles, evidence)).length).toBe(unfixable);
}

function proposedBy(fix: Fix): readonly FileEdit[] {
  return outcomesOf(fix)[0]?.edits ?? [];
}

/**
 * Each fix on its own, with every answer, gives code that parses, removes its finding if it asks something, and brings
 * no error or warning of any rule that was not there before.
 */
async function checkEveryFix(id: string, rule: Rule, { files, evidence }: RuleCase): Promise<void> {
  const before = alarmsOf(await checkAll(rules, files, evidence));
  const findings = await check(id, rule, files, evidence);
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    for (const { name, edits } of outcomesOf(fix)) {
      const fixed = withEdits(files, edits);
      expect((await createWorkspace(fixed)).problems(), name).toEqual([]);
      const after = alarmsOf(await checkAll(rules, fixed, evidence));
      const added = [...after].filter(([alarm, count]) => count > (before.get(alarm) ?? 0)).map(([alarm]) => alarm);
      expect(added, name).toEqual([]);
      if (fix.choice !== undefined)
        expect((await check(id, rule, fixed, evidence)).length, name).toBe(findings.length - 1);
    }
  }
}

/** How many errors and warnings there are of each rule. */
function alarmsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, severity } of findings) {
    if (severity === 'error' || severity === 'warning') counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return counts;
}

/** Fixes of one file may overlap (two findings add the same section): the later one waits for the next run. */
function withoutOverlap(fixes: readonly FileEdit[]): FileEdit[] {
  const kept: FileEdit[] = [];
  for (const fix of fixes) {
    const others = kept.filter((other) => other.path === fix.path).flatMap((other) => other.edits);
    if (!fix.edits.some((edit) => others.some((other) => overlap(edit, other)))) kept.push(fix);
  }
  return kept;
}

type Files = Record<string, string>;

interface Example {
  readonly files: Files;
  readonly evidence: readonly Evidence[];
}

/**
 * The code blocks under `## Flagged` and `## Passes`; a first line `# lib/x.ex` names the file, several make a project.
 * A block of JSON right behind one is what was run.
 */
function examplesOf(page: string, isMigration: boolean): { flagged: Example[]; passes: Example[] } {
  const section = (title: string): Example[] => {
    const body = new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';
    return [...body.matchAll(/```elixir\n([\s\S]*?)```(?:\s*```json\n([\s\S]*?)```)?/g)].map(([, code, evidence]) => {
      const files = toFiles(code ?? '', isMigration);
      return { files, evidence: evidenceIn(evidence, files) };
    });
  };
  return { flagged: section('Flagged'), passes: section('Passes') };
}

function toFiles(code: string, isMigration: boolean): Files {
  const parts = code.split(/^# ((?:lib|priv|config)\/\S+)\n/m);
  if (parts.length === 1) return { [projectPath(isMigration ? 'example.exs' : 'example.ex')]: code };
  const files: Files = {};
  for (let index = 1; index < parts.length; index += 2) files[parts[index] ?? ''] = parts[index + 1] ?? '';
  return files;
}
