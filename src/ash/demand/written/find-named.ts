import { lastSegment } from '../../../base/names.ts';
import type { Resource } from '../../model.ts';
import type { Project } from '../../project.ts';
import { untold } from '../untold.ts';

/** The resource that a text names, in full or by the end of its name, as an alias would. */
export function findNamed(project: Project, name: string): Resource {
  const all = project.resources();
  const exact = all.filter(({ module }) => module === name);
  const [found, ...others] = exact.length > 0 ? exact : all.filter(({ module }) => module.endsWith(`.${name}`));
  if (found === undefined) return untold(`\`${name}\` is no resource of the project`);
  return others.length === 0 || exact.length > 0
    ? found
    : untold(
        `\`${lastSegment(name)}\` may be \`${found.module}\` or \`${others[0]?.module ?? ''}\`: write the name in full`,
      );
}
