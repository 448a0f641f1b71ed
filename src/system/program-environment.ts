import { isAbsolute, relative } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** What programs need to find themselves and their caches; everything else, keys above all, stays here. */
const passedOn = [
  ...['HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'USER', 'LOGNAME', 'TMPDIR'],
  // Version managers put scripts into the PATH that look for the real program with these.
  ...['ASDF_DIR', 'ASDF_DATA_DIR', 'MISE_DATA_DIR'],
  // Windows starts nothing without these.
  ...['SystemRoot', 'SystemDrive', 'ComSpec', 'PATHEXT', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'TEMP', 'TMP'],
];

/** A small environment, made from the one that this process has. */
export function programEnvironment(environment: Environment, root: string): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]): [string, string][] => {
    const isMix = /^MIX_[A-Z_]+$/.test(name) && !/KEY|TOKEN|SECRET|PASS|AUTH/.test(name);
    return value !== undefined && (isMix || passedOn.includes(name)) ? [[name, value]] : [];
  });
  // Elixir complains of every other encoding.
  return { LANG: 'C.UTF-8', ...Object.fromEntries(kept), TERM: 'dumb', PATH: trustedPath(environment, root) };
}

/** The folders of PATH that the project cannot put programs into: none that are relative, none below it. */
export function trustedPath(environment: Environment, root: string): string {
  const separator = isWindows(environment) ? ';' : ':';
  // Windows writes it `Path`.
  const path = environment['PATH'] ?? environment['Path'] ?? '';
  return path
    .split(separator)
    .filter((folder) => isAbsolute(folder) && !isBelow(root, folder))
    .join(separator);
}

function isWindows(environment: Environment): boolean {
  return environment['SystemRoot'] !== undefined;
}

function isBelow(root: string, folder: string): boolean {
  const path = relative(root, folder);
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}
