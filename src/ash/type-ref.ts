/** A type as an attribute, argument or calculation names it. */
export type TypeRef =
  /** A type that Ash brings along, by its short name: `string`, `uuid_v7`. */
  | { readonly kind: 'builtin'; readonly name: string }
  /** A module that implements a type, or a short name that is none of Ash's. */
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'array'; readonly of: TypeRef }
  /** Not literal: only the compiler knows. */
  | { readonly kind: 'unknown' };

export function isBuiltin(type: TypeRef, ...names: readonly string[]): boolean {
  return type.kind === 'builtin' && names.includes(type.name);
}

export function builtin(name: string): TypeRef {
  return { kind: 'builtin', name };
}

/** `string`, `Blog.Status`, `{:array, :uuid}`; for messages. */
export function printType(type: TypeRef): string {
  switch (type.kind) {
    case 'builtin':
      return `:${type.name}`;
    case 'module':
      return type.name;
    case 'array':
      return `{:array, ${printType(type.of)}}`;
    case 'unknown':
      return 'an unknown type';
  }
}
