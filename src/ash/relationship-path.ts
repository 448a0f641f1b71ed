import type { Relationship, Resource } from './model.ts';
import type { Project } from './project.ts';

/** One step along a relationship. */
export interface Hop {
  readonly source: Resource;
  readonly relationship: Relationship;
  readonly destination: Resource;
}

/** The hops of a path of relationship names; undefined as soon as one of them is not known. */
export function followPath(start: Resource, path: readonly string[], project: Project): Hop[] | undefined {
  const hops: Hop[] = [];
  let source = start;
  for (const name of path) {
    const relationship = source.relationships.find((candidate) => candidate.name === name);
    const destination = project.findResource(relationship?.destination, source.path);
    if (relationship === undefined || destination === undefined) return undefined;
    hops.push({ source, relationship, destination });
    source = destination;
  }
  return hops;
}
