import type { Resource } from './model.ts';
import type { Project } from './project.ts';

/**
 * Computes something over all resources once for a state of the project. A project makes a new list of its resources
 * after every change, so that what hangs on a list can never be out of date.
 */
export function oncePerState<Value extends object>(compute: (project: Project) => Value): (project: Project) => Value {
  const known = new WeakMap<readonly Resource[], Value>();
  return (project) => {
    const resources = project.resources();
    const value = known.get(resources) ?? compute(project);
    known.set(resources, value);
    return value;
  };
}
