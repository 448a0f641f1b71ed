import type { Domain, Resource } from '../../ash/model.ts';
import { lastSegment, underscore } from '../../base/names.ts';
import type { Draft } from './draft.ts';
import { commonest } from './habits.ts';

/** Where a new resource goes: by its name below `lib`, or into the folder of its neighbours where they do not follow theirs. */
export function pathFor(module: string, domain: Domain, neighbours: readonly Resource[], draft: Draft): string {
  const root = draft.project.rootOf(domain.path).path;
  const byName = pathByName(module, root);
  const following = neighbours.filter((resource) => resource.path === pathByName(resource.module, root));
  if (neighbours.length === 0 || following.length * 2 >= neighbours.length) return byName;
  const file = `${underscore(lastSegment(module))}.ex`;
  const flat = neighbours.filter(({ path, module: name }) => path.endsWith(`/${underscore(lastSegment(name))}.ex`));
  const folder = commonest(flat.map(({ path }) => path.slice(0, path.lastIndexOf('/'))));
  const isShared = flat.filter(({ path }) => path.slice(0, path.lastIndexOf('/')) === folder).length * 2 >= flat.length;
  return folder === undefined || !isShared ? byName : `${folder}/${file}`;
}

function pathByName(module: string, root: string): string {
  const folder = root === '' ? 'lib' : `${root}/lib`;
  return `${folder}/${module.split('.').map(underscore).join('/')}.ex`;
}
