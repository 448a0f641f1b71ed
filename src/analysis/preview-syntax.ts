import { Lines } from '../base/lines.ts';
import type { Syntax } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import type { Span } from '../base/span.ts';
import type { ReportedProblem } from './port.ts';
import type { Workspace } from './workspace.ts';

/** How much of a line is told. */
const excerptLength = 120;

/** Why a text does not parse, whether it matters to the model or not; undefined for what parses, or is no Elixir. */
export function findSyntaxProblem(workspace: Workspace, path: string, text: string): ReportedProblem | undefined {
  if (!/\.exs?$/.test(path)) return undefined;
  const result = workspace.parse(path, text);
  if (!result.ok) return { path, message: `The file cannot be read: ${result.reason}.` };
  const error = result.syntax.errors[0] ?? findStrayWord(result.syntax);
  if (error === undefined) return undefined;
  const lines = new Lines(text);
  const line = lines.lineAt(error.start);
  const excerpt = lines.textOf(line).trim().slice(0, excerptLength);
  const at = excerpt === '' ? '' : `, at \`${excerpt}\``;
  return { path, line, message: `The file does not parse: line ${line}${at}.` };
}

/** Words that are no names in Elixir; the grammar takes one that stands alone, such as an `end` too many, for a variable. */
const reserved = new Set(['do', 'end', 'else', 'rescue', 'catch', 'after', 'fn']);

function findStrayWord({ body }: Syntax): Span | undefined {
  return body
    .flatMap((expr) => [...descendants(expr)])
    .find(
      (expr) =>
        (expr.kind === 'variable' || (expr.kind === 'call' && expr.receiver === undefined)) && reserved.has(expr.name),
    );
}
