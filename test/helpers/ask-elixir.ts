import { execFileSync } from 'node:child_process';

/**
 * What Elixir's parser and formatter say of pairs of files, before and after a fix: for each `BEFORE<TAB>AFTER`, how
 * many lines the formatter would change, or `broken`. Undefined where there is no Elixir.
 */
export function askElixir(pairs: readonly (readonly [before: string, after: string])[]): string[] | undefined {
  const input = pairs.map((pair) => `${pair.join('\t')}\n`).join('');
  const args = ['test/helpers/format.exs', 'test/helpers/locals-without-parens.json'];
  try {
    return execFileSync('elixir', args, { input, encoding: 'utf8' }).trim().split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
