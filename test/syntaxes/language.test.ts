import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { grammars, startOniguruma, type Rule } from './tokenize.ts';

interface Pattern {
  readonly pattern: string;
  readonly flags?: string;
}

interface Configuration {
  readonly brackets: readonly (readonly [string, string])[];
  readonly autoClosingPairs: readonly { readonly open: string; readonly close: string }[];
  readonly wordPattern: Pattern;
  readonly indentationRules: { readonly increaseIndentPattern: Pattern; readonly decreaseIndentPattern: Pattern };
  readonly onEnterRules: readonly { readonly beforeText: Pattern }[];
  readonly folding: { readonly markers: { readonly start: string; readonly end: string } };
}

const [language] = manifest.contributes.languages;
const configuration = JSON.parse(readFileSync(language?.configuration ?? '', 'utf8')) as Configuration;

function compile({ pattern, flags }: Pattern): RegExp {
  return new RegExp(pattern, flags);
}

/** Every rule below a rule, and the rule itself. */
function rulesIn(rule: Rule): Rule[] {
  const captures = [rule.captures, rule.beginCaptures, rule.endCaptures].flatMap((it) => Object.values(it ?? {}));
  return [rule, ...[...(rule.patterns ?? []), ...captures].flatMap(rulesIn)];
}

describe('the language', () => {
  it('is the one that other extensions for Elixir contribute', () => {
    expect(language).toMatchObject({ id: 'elixir', extensions: ['.ex', '.exs'], filenames: ['mix.lock'] });
    expect(new RegExp(language?.firstLine ?? '').test('#!/usr/bin/env elixir')).toBe(true);
  });

  it('selects names with their question or exclamation mark, without colon or at sign', () => {
    const words = 'valid?(:open_now, @team_id) |> save!() && naïve.a2 != 0xFF + 1_000.5';
    expect(words.match(new RegExp(configuration.wordPattern.pattern, 'gu'))).toEqual(
      'valid? open_now team_id save! naïve a2 0xFF 1_000.5'.split(' '),
    );
  });

  it('closes no block by itself', () => {
    expect(configuration.autoClosingPairs.filter(({ close }) => close === 'end')).toEqual([]);
  });

  it.each([
    'foo do',
    'def a(b) do # why',
    'fn a ->',
    '{:ok, a} ->',
    'foo(',
    'x = [',
    '%{',
    '<<',
    'else',
    'rescue',
    'fn',
  ])('indents after %s', (line) => expect(line).toMatch(compile(configuration.indentationRules.increaseIndentPattern)));
  it.each(['foo, do: a', '# foo do', 'x = :do', 'foo(a)', 'undo', 'a.do', 'else: a', 'x -> y', 'end', '@fn'])(
    'does not indent after %s',
    (line) => expect(line).not.toMatch(compile(configuration.indentationRules.increaseIndentPattern)),
  );
  it.each(['  end', 'end)', '  else', 'rescue', '  catch', 'after', '  ]', '})', '>>', 'end |> foo()'])(
    'outdents %s',
    (line) => expect(line).toMatch(compile(configuration.indentationRules.decreaseIndentPattern)),
  );
  it.each(['end_date = 1', 'ending', 'else: 1', 'after_action()', 'end?', 'foo end', '# end'])(
    'does not outdent %s',
    (line) => expect(line).not.toMatch(compile(configuration.indentationRules.decreaseIndentPattern)),
  );

  it('indents after what has its value on the next line', () => {
    const before = configuration.onEnterRules.map(({ beforeText }) => compile(beforeText));
    for (const line of ['x =', '  {:ok, a} <-', 'def a, do:'])
      expect(
        before.some((it) => it.test(line)),
        line,
      ).toBe(true);
    for (const line of ['x ==', 'x <=', '# x =', 'x'])
      expect(
        before.some((it) => it.test(line)),
        line,
      ).toBe(false);
  });

  it('folds documentation and regions', () => {
    const { start, end } = configuration.folding.markers;
    for (const line of ['  @doc """', '@moduledoc ~S"""', '# region A']) expect(line).toMatch(new RegExp(start));
    for (const line of ['  """', '# endregion']) expect(line).toMatch(new RegExp(end));
    for (const line of ['x = """', '@doc "a"', '""" <> a']) {
      expect(line).not.toMatch(new RegExp(start));
      expect(line).not.toMatch(new RegExp(end));
    }
  });
});

describe('the grammars', () => {
  it('have the names that the manifest gives them', () => {
    expect(grammars.map(({ scopeName }) => scopeName)).toEqual(
      manifest.contributes.grammars.map(({ scopeName }) => scopeName),
    );
    for (const { injectTo, path } of manifest.contributes.grammars) {
      const selector = grammars.find(
        (_, index) => manifest.contributes.grammars[index]?.path === path,
      )?.injectionSelector;
      expect(selector?.startsWith('L:source.elixir ') ?? false).toBe(injectTo !== undefined);
    }
  });

  it.each(grammars)('$scopeName has only expressions that compile', async (grammar) => {
    const library = await startOniguruma();
    for (const rule of [...grammar.patterns, ...Object.values(grammar.repository)].flatMap(rulesIn)) {
      for (const expression of [rule.match, rule.begin]) {
        if (expression !== undefined) expect(() => library.createOnigScanner([expression]), expression).not.toThrow();
      }
      for (const expression of [rule.end, rule.while]) {
        // What the beginning captured is put in before these are compiled.
        const complete = expression?.replace(/\\\d/g, '"');
        if (complete !== undefined) expect(() => library.createOnigScanner([complete]), complete).not.toThrow();
      }
    }
  });

  it.each(grammars)('$scopeName includes only what exists, and all of it', (grammar) => {
    const rules = [...grammar.patterns, ...Object.values(grammar.repository)].flatMap(rulesIn);
    const included = new Set(rules.flatMap(({ include }) => (include?.startsWith('#') ? [include.slice(1)] : [])));
    expect([...included].sort()).toEqual(Object.keys(grammar.repository).sort());
  });

  it('embed the languages that the manifest names', () => {
    for (const [index, { embeddedLanguages }] of manifest.contributes.grammars.entries()) {
      const grammar = grammars[index];
      const rules = Object.values(grammar?.repository ?? {}).flatMap(rulesIn);
      const scopes = rules.flatMap(({ name, contentName }) => [name, contentName]);
      for (const scope of Object.keys(embeddedLanguages ?? {})) {
        expect(
          scopes.some((it) => it === scope || it?.startsWith(`${scope}.`)),
          scope,
        ).toBe(true);
      }
    }
  });
});
