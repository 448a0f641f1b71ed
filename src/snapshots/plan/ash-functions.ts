/** The version of Ash's functions in the database that ash_postgres 2.12 installs. */
export const latestFunctions = 6;

/** The versions before, by the first release of ash_postgres that installs them (its `ash_functions.ex` at each tag). */
const versions: readonly (readonly [major: number, minor: number, patch: number, functions: number])[] = [
  [2, 9, 0, 6],
  [2, 5, 0, 5],
  [2, 1, 1, 4],
  [1, 3, 67, 3],
];

/** What the locked version of ash_postgres installs; undefined where that is not a release we know of. */
export function functionsOf(locked: string | undefined): number | undefined {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)/.exec(locked ?? '') ?? [];
  const [major = 0, minor = 0, patch = 0] = parts.map(Number);
  const found = versions.find(
    ([first, second, third]) => (major - first || minor - second || patch - third) >= 0 && parts.length === 3,
  );
  return found?.[3];
}

export interface FunctionsCode {
  /** Elixir: `execute` commands. */
  readonly install: string;
  readonly drop: string;
}

/**
 * The code that installs Ash's functions, or updates them from a version, as the project's own ash_postgres has it: the
 * text of `lib/migration_generator/ash_functions.ex`. Undefined where that file is written in a way we do not know.
 */
export function functionsCode(
  source: string,
  installed: number | undefined,
  usesBuiltinUuid7: boolean,
): FunctionsCode | undefined {
  const version = installed === undefined ? 'nil' : String(installed);
  const install = evaluate(source, 'install', version, usesBuiltinUuid7);
  // `drop` is called without options.
  const drop = evaluate(source, 'drop', version, false);
  return install === undefined || drop === undefined ? undefined : { install, drop };
}

export function latestVersionIn(source: string): number | undefined {
  const version = /^\s*@latest_version (\d+)$/m.exec(source)?.[1];
  return version === undefined ? undefined : Number(version);
}

/** What a function gives whose body is one text, perhaps behind a variable or under the test for PostgreSQL's uuidv7. */
function evaluate(source: string, name: string, version: string | undefined, usesBuiltin: boolean): string | undefined {
  const head = version === undefined ? `${name}(?:\\(opts\\))?` : `${name}\\(${version}, _?opts\\)`;
  const body = new RegExp(`^  defp? ${head} do\\n([\\s\\S]*?)^  end$`, 'm').exec(source)?.[1];
  if (body === undefined) return undefined;
  const choice =
    /^ {4}if Keyword\.get\(opts, :use_builtin_uuidv7_function\?, false\) do\n([\s\S]*?)^ {4}else\n([\s\S]*?)^ {4}end$/m.exec(
      body,
    );
  const text = textIn(choice === null ? body : ((usesBuiltin ? choice[1] : choice[2]) ?? ''));
  if (text === undefined) return undefined;
  const variables = new Map([...body.matchAll(/^ {4}(\w+) = "([^"\\]*)"$/gm)].map(([, key, value]) => [key, value]));
  const call = /#\{(\w+)(?:\(opts\)|\(\))?\}/g;
  const valueOf = (called: string): string | undefined =>
    variables.get(called) ?? evaluate(source, called, undefined, usesBuiltin);
  const isKnown = [...text.matchAll(call)].every(([, called = '']) => valueOf(called) !== undefined);
  return isKnown ? text.replace(call, (_, called: string) => valueOf(called) ?? '') : undefined;
}

/** The last text of a body, a heredoc or a string, without its escapes. */
function textIn(body: string): string | undefined {
  const heredoc = /^( *)"""\n([\s\S]*?)^\1"""$/m.exec(body);
  if (heredoc !== null) {
    const [, indent = '', lines = ''] = heredoc;
    return unescaped(lines.replace(new RegExp(`^${indent}`, 'gm'), ''));
  }
  const string = /^ *"((?:[^"\\]|\\.)*)"$/m.exec(body.replace(/^ {4}\w+ = .*$/gm, ''))?.[1];
  return string === undefined ? undefined : unescaped(string);
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}
