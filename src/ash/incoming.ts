import { addTo } from '../base/multi-map.ts';
import type { ManyToMany, Relationship, Resource } from './model.ts';
import { oncePerState } from './once-per-state.ts';
import type { Project } from './project.ts';

/** A relationship, and the resource that declares it. */
export interface Incoming<Kind extends Relationship = Relationship> {
  readonly owner: Resource;
  readonly relationship: Kind;
}

/** The relationships that lead to a resource, in the order of the project. */
export function relationshipsTo(project: Project, resource: Resource): readonly Incoming[] {
  return byDestination(project).get(resource) ?? [];
}

/** The many_to_many relationships that go through a join resource. */
export function manyToManiesThrough(project: Project, join: Resource): readonly Incoming<ManyToMany>[] {
  return byJoin(project).get(join) ?? [];
}

const byDestination = oncePerState((project) => {
  const found = new Map<Resource, Incoming[]>();
  for (const owner of project.resources()) {
    for (const relationship of owner.relationships) {
      const destination = project.findResource(relationship.destination, owner.path);
      if (destination !== undefined) addTo(found, destination, { owner, relationship });
    }
  }
  return found;
});

const byJoin = oncePerState((project) => {
  const found = new Map<Resource, Incoming<ManyToMany>[]>();
  for (const owner of project.resources()) {
    for (const relationship of owner.relationships) {
      if (relationship.kind !== 'many_to_many') continue;
      const join = project.findResource(relationship.through, owner.path);
      if (join !== undefined) addTo(found, join, { owner, relationship });
    }
  }
  return found;
});
