/** Adds entities unless one of their name exists, as `Ash.Resource.Builder.add_new_*` does. */
export function addNew<Entity extends { readonly name: string }>(list: Entity[], ...entities: readonly Entity[]): void {
  for (const entity of entities) {
    if (!list.some((existing) => existing.name === entity.name)) list.push(entity);
  }
}
