import { Lines } from '../base/lines.ts';
import type { ReportedProblem } from './port.ts';
import type { Workspace } from './workspace.ts';

/** How much of a line is told. */
const excerptLength = 120;

/** Why a text does not parse, whether it matters to the model or not; undefined for what parses, or is no Elixir. */
export function findSyntaxProblem(workspace: Workspace, path: string, text: string): ReportedProblem | undefined {
  if (!/\.exs?$/.test(path)) return undefined;
  const result = workspace.parse(path, text);
  if (!result.ok) return { path, message: `The file cannot be read: ${result.reason}.` };
  const [error] = result.syntax.errors;
  if (error === undefined) return undefined;
  const lines = new Lines(text);
  const line = lines.lineAt(error.start);
  const excerpt = lines.textOf(line).trim().slice(0, excerptLength);
  const at = excerpt === '' ? '' : `, at \`${excerpt}\``;
  return { path, line, message: `The file does not parse: line ${line}${at}.` };
}
