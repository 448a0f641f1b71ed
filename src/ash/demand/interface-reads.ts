import type { Action, Interface, Resource } from '../model.ts';
import type { Project } from '../project.ts';

/** A code interface that reads one row by some of its fields. */
export interface LookUp {
  readonly entry: Interface;
  readonly action: Action | undefined;
  readonly fields: readonly string[];
}

/** `define :get_x, get_by: [:x]` and `get_by_identity:`. */
export function lookUpsOf(project: Project, resource: Resource): LookUp[] {
  return project.interfacesOf(resource).flatMap((entry): LookUp[] => {
    const identity = resource.identities.find(({ name }) => name === entry.getByIdentity);
    const fields = entry.getBy !== undefined && entry.getBy.length > 0 ? entry.getBy : identity?.keys;
    if (entry.kind !== 'define' || fields === undefined || fields.length === 0) return [];
    const action = resource.actions.find(({ name }) => name === entry.action);
    return action !== undefined && action.type !== 'read' ? [] : [{ entry, action, fields }];
  });
}
