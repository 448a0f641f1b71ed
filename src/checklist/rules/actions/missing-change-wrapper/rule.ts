import { builtinSections, wrapperOf, type BuiltinScope } from '../../../../ash/builtins.ts';
import type { Resource, Step } from '../../../../ash/model.ts';
import { at } from '../../../../base/span.ts';
import { insertion, replacement, type TextEdit } from '../../../../base/text-edit.ts';
import type { Declaration } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import type { Expr } from '../../../../elixir/syntax.ts';
import { descendants } from '../../../../elixir/walk.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** The blocks import the builtins, so the bare call compiles: it builds a change that nobody takes. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A builtin change, validation or preparation is called without `change`, `validate` or `prepare`.',
  messages: {
    bare: '`{name}` on its own does nothing: its result is thrown away, and the action runs without it. Write `{wrapper} {name}(…)`.',
  },
  *check(resource, context) {
    for (const { scope, declaration } of candidates(resource)) {
      const wrapper = wrapperFor(declaration, scope);
      if (wrapper === undefined) continue;
      yield {
        message: 'bare',
        data: { name: declaration.name, wrapper },
        at: at(declaration.path, declaration.nameSpan),
        fixes: fixesOf(declaration, wrapper, resource, context),
      };
    }
  },
});

interface Candidate {
  readonly scope: BuiltinScope;
  readonly declaration: Declaration;
}

function candidates(resource: Resource): Candidate[] {
  const inActions = resource.actions.flatMap(({ type, origin, declaration }) =>
    declaration === undefined || origin.kind !== 'declared'
      ? []
      : declaration.body.map((child) => ({ scope: type, declaration: child })),
  );
  const inSections = builtinSections.flatMap((section) =>
    (resource.sections.get(section) ?? []).flatMap((block) =>
      block.body.map((child) => ({ scope: section, declaration: child })),
    ),
  );
  return [...inActions, ...inSections];
}

function wrapperFor(declaration: Declaration, scope: BuiltinScope): Step['kind'] | undefined {
  if (declaration.block !== undefined) return undefined;
  const { args, keywords } = declaration;
  const isOptionsBehind = keywords.length > 0 && args.length > 0 && !isKeywordsAlone(declaration);
  return wrapperOf(declaration.name, args.length + (isOptionsBehind ? 1 : 0), scope);
}

/** A keyword list as the only argument is both a positional argument and the keywords. */
function isKeywordsAlone({ args, keywords }: Declaration): boolean {
  const [only] = args;
  return (
    args.length === 1 &&
    only?.kind === 'list' &&
    keywords.some((option) => option.start >= only.start && option.end <= only.end)
  );
}

function fixesOf(declaration: Declaration, wrapper: Step['kind'], resource: Resource, context: RuleContext): Fix[] {
  if (!isEditable(declaration, resource.path)) return [];
  const text = context.textOf(resource.path);
  const edits = [
    insertion(declaration.start, `${wrapper} `),
    ...parentheses(declaration, text),
    ...indentation(declaration, wrapper.length + 1, text),
  ];
  return [{ title: `Put \`${wrapper}\` in front`, safe: false, edits: [{ path: resource.path, edits }] }];
}

/** `change set_attribute :a, 1` is ambiguous to Elixir. */
function parentheses({ parens, nameSpan, argsEnd, args }: Declaration, text: string): TextEdit[] {
  const [first] = args;
  if (parens) return [];
  if (first === undefined) return text[nameSpan.end] === '(' ? [] : [insertion(nameSpan.end, '()')];
  return [replacement({ start: nameSpan.end, end: first.start }, '('), insertion(argsEnd, ')')];
}

/** Lines behind the first one move along with the call, as the formatter wants it. */
function indentation(declaration: Declaration, width: number, text: string): TextEdit[] {
  if (declaration.args.some((arg) => holdsBrokenText(arg, text))) return [];
  const edits: TextEdit[] = [];
  for (let end = text.indexOf('\n', declaration.start); end !== -1 && end < declaration.end;) {
    if (text[end + 1] !== '\n' && text[end + 1] !== '\r') edits.push(insertion(end + 1, ' '.repeat(width)));
    end = text.indexOf('\n', end + 1);
  }
  return edits;
}

/** A string over several lines would change with its indentation. */
function holdsBrokenText(arg: Expr, text: string): boolean {
  return [...descendants(arg)].some(
    (expr) => (expr.kind === 'string' || expr.kind === 'sigil') && text.slice(expr.start, expr.end).includes('\n'),
  );
}
