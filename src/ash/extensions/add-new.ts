/** Adds an entity unless one of that name exists, as `Ash.Resource.Builder.add_new_*` does. */
export function addNew<Entity extends { readonly name: string }>(list: Entity[], entity: Entity | undefined): void {
  if (entity === undefined || list.some((existing) => existing.name === entity.name)) return;
  list.push(entity);
}
