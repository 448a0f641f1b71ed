import type { FileEdit } from '../../base/text-edit.ts';

/** A structured change of resources, placed by the syntax and written like the files around it. Names are Ash's. */
export type AshEdit =
  AddIdentity | AddRelationship | SetReference | AddIndex | ChangeType | AddAttribute | AddAction | CreateResource;

export type AshEditResult =
  /** The summary is one or several sentences: what was done, and what was decided on the way. */
  | {
      readonly ok: true;
      readonly edits: readonly FileEdit[];
      /** The same as whole texts; `before` is undefined for a file that is made. */
      readonly files: readonly { readonly path: string; readonly before: string | undefined; readonly after: string }[];
      readonly summary: string;
    }
  | { readonly ok: false; readonly reason: string };

export interface AddIdentity {
  readonly kind: 'add_identity';
  /** Full name of the resource's module, here and below. */
  readonly resource: string;
  /** Names of attributes or calculations. */
  readonly keys: readonly string[];
  /** `unique_` and the keys where it is undefined. */
  readonly name?: string | undefined;
  /** An Ash expression, with or without `expr(…)`. */
  readonly where?: string | undefined;
  /** The same condition as SQL; derived where it is undefined, for the simple conditions. */
  readonly whereSql?: string | undefined;
  readonly nilsDistinct?: boolean | undefined;
}

export interface AddRelationship {
  readonly kind: 'add_relationship';
  readonly resource: string;
  readonly type: 'belongs_to' | 'has_many' | 'has_one' | 'many_to_many';
  readonly name: string;
  readonly destination: string;
  /** Only of a belongs_to; true where it is undefined, as in Ash. */
  readonly allowNil?: boolean | undefined;
  /** What the neighbours do where it is undefined. */
  readonly public?: boolean | undefined;
  /** The join resource of a many_to_many; it has a belongs_to to both sides. */
  readonly through?: string | undefined;
  /** Only of a has_many or has_one; `<resource>_id` where it is undefined. */
  readonly destinationAttribute?: string | undefined;
  /** The relationship back: a has_many or has_one for a belongs_to, a many_to_many for a many_to_many. */
  readonly inverse?: { readonly type: 'has_many' | 'has_one' | 'many_to_many'; readonly name: string } | undefined;
  /** What the foreign key of a belongs_to does, as in `set_reference`. */
  readonly reference?: ReferenceOptions | undefined;
}

export interface ReferenceOptions {
  readonly onDelete?: 'delete' | 'nilify' | 'restrict' | 'nothing' | undefined;
  readonly onUpdate?: 'update' | 'nilify' | 'restrict' | 'nothing' | undefined;
  readonly index?: boolean | undefined;
}

export interface SetReference extends ReferenceOptions {
  readonly kind: 'set_reference';
  readonly resource: string;
  /** A belongs_to of the resource. */
  readonly relationship: string;
}

export interface AddIndex {
  readonly kind: 'add_index';
  readonly resource: string;
  /** Names of columns or attributes, or SQL expressions such as `lower(email)`. */
  readonly columns: readonly string[];
  readonly unique?: boolean | undefined;
  /** SQL. */
  readonly where?: string | undefined;
  /** The method: `gin`, `gist`, `brin`, `hash`; btree where it is undefined. */
  readonly using?: string | undefined;
  readonly include?: readonly string[] | undefined;
  readonly name?: string | undefined;
}

export interface ChangeType {
  readonly kind: 'change_type';
  readonly resource: string;
  readonly attribute: string;
  /** As in Elixir: `:string`, `Blog.Status`, `{:array, :string}`. */
  readonly type: string;
  /** A keyword list as in Elixir: `max_length: 10`. What was written goes along with the old type. */
  readonly constraints?: string | undefined;
  /** A literal or a captured function as in Elixir; where it is undefined, the old one is adapted if that is safe. */
  readonly default?: string | undefined;
}

export interface AttributeSpec {
  readonly name: string;
  readonly type: string;
  readonly constraints?: string | undefined;
  readonly default?: string | undefined;
  /** True where it is undefined, as in Ash. */
  readonly allowNil?: boolean | undefined;
  readonly public?: boolean | undefined;
  readonly sensitive?: boolean | undefined;
}

export interface AddAttribute extends AttributeSpec {
  readonly kind: 'add_attribute';
  readonly resource: string;
}

export interface AddAction {
  readonly kind: 'add_action';
  readonly resource: string;
  readonly type: 'create' | 'read' | 'update' | 'destroy';
  readonly name: string;
  /** Only of create and update. */
  readonly accept?: readonly string[] | undefined;
  readonly primary?: boolean | undefined;
}

export interface CreateResource {
  readonly kind: 'create_resource';
  /** Full name of the new module. */
  readonly module: string;
  /** Full name of the domain that gets it. */
  readonly domain: string;
  readonly attributes: readonly AttributeSpec[];
  /** The plural of the name where it is undefined; without a meaning where the neighbours are not in PostgreSQL. */
  readonly table?: string | undefined;
  /** What the neighbours do where it is undefined; `none` leaves it to the relationships of a join resource. */
  readonly primaryKey?: 'uuid' | 'uuid_v7' | 'integer' | 'none' | undefined;
  /** What the neighbours do where it is undefined. */
  readonly timestamps?: boolean | undefined;
}
