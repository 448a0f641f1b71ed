import { closest } from '../../../base/names.ts';

/** What tells projects of a window apart. */
export interface NamedProject {
  readonly place: { readonly name: string; readonly isFolder: boolean };
}

export type ChosenProject<P> =
  { readonly ok: true; readonly project: P } | { readonly ok: false; readonly reason: string };

/** The project that is named, else the only one, else the one that the user is in; `advice` says how to name one. */
export function chooseProject<P extends NamedProject>(
  all: readonly P[],
  wanted: string | undefined,
  current: P | undefined,
  advice: string,
): ChosenProject<P> {
  const projects = all.filter(({ place }) => place.isFolder);
  const names = projects.map(({ place }) => place.name);
  const listed = names.map((name) => `\`${name}\``).join(', ');
  const [first, ...others] = projects;
  if (first === undefined) {
    return { ok: false, reason: 'No Ash project is open in this window. Open the folder that has its `mix.exs`.' };
  }
  if (wanted !== undefined) {
    const found = findNamed(projects, wanted);
    if (found !== undefined) return { ok: true, project: found };
    const near = closest(wanted, names);
    const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
    return { ok: false, reason: `No open project is called \`${wanted}\`.${hint} There is ${listed}.` };
  }
  if (others.length === 0) return { ok: true, project: first };
  if (current !== undefined && projects.includes(current)) return { ok: true, project: current };
  return { ok: false, reason: `Several projects are open: ${listed}. ${advice}` };
}

/** By the whole name, or by the last folder of it where that is unique. */
function findNamed<P extends NamedProject>(projects: readonly P[], wanted: string): P | undefined {
  const exact = projects.find(({ place }) => place.name === wanted);
  if (exact !== undefined) return exact;
  const ending = projects.filter(({ place }) => place.name.endsWith(`/${wanted}`));
  return ending.length === 1 ? ending[0] : undefined;
}
