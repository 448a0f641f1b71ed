import { findOption, type Declaration, type Option } from '../elixir/declaration.ts';
import type { Attribute, BelongsTo, Resource } from './model.ts';
import type { Project } from './project.ts';
import { printType, type TypeRef } from './type-ref.ts';

/** `nullable` and `conflict` are about what rows may hold; `dead` options are ignored without harm. */
export type DifferenceKind = 'nullable' | 'conflict' | 'dead';

/** An option of a `belongs_to` that Ash ignores, because its attribute is declared on its own and is something else. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly option: Option;
  /** `attribute_writable?: false` */
  readonly written: string;
  /** `which is writable by default` */
  readonly actual: string;
}

/** In the order of the text. Only what is written counts: a default says nothing. */
export function differencesBetween(
  relationship: BelongsTo,
  attribute: Attribute,
  project: Project,
  resource: Resource,
): Difference[] {
  const { declaration } = relationship;
  if (declaration === undefined) return [];
  const differences = [
    ...flags.flatMap((flag) => flagDifference(declaration, attribute, flag, relationship)),
    ...typeDifference(declaration, relationship.attributeType, attribute.type, project, resource),
  ];
  return differences.sort((a, b) => a.option.start - b.option.start);
}

interface Flag {
  readonly name: string;
  readonly said: (relationship: BelongsTo) => boolean | undefined;
  readonly attributeName: string;
  readonly actual: (attribute: Attribute) => boolean | undefined;
  readonly whenTrue: string;
  readonly whenFalse: string;
  readonly kindOf: (actual: boolean) => DifferenceKind;
}

const flags: readonly Flag[] = [
  {
    name: 'allow_nil?',
    said: (relationship) => relationship.allowNil,
    attributeName: 'allow_nil?',
    actual: (attribute) => attribute.allowNil,
    whenTrue: 'which may be nil',
    whenFalse: 'which may not be nil',
    kindOf: (actual) => (actual ? 'nullable' : 'dead'),
  },
  {
    name: 'primary_key?',
    said: (relationship) => relationship.primaryKey,
    attributeName: 'primary_key?',
    actual: (attribute) => attribute.primaryKey,
    whenTrue: 'which is part of the primary key',
    whenFalse: 'which is not part of the primary key',
    kindOf: () => 'conflict',
  },
  {
    name: 'attribute_public?',
    said: (relationship) => relationship.attributePublic,
    attributeName: 'public?',
    actual: (attribute) => attribute.public,
    whenTrue: 'which is public',
    whenFalse: 'which is private',
    kindOf: () => 'dead',
  },
  {
    name: 'attribute_writable?',
    said: (relationship) => relationship.attributeWritable,
    attributeName: 'writable?',
    actual: (attribute) => attribute.writable,
    whenTrue: 'which is writable',
    whenFalse: 'which is not writable',
    kindOf: () => 'dead',
  },
];

function flagDifference(
  declaration: Declaration,
  attribute: Attribute,
  flag: Flag,
  relationship: BelongsTo,
): Difference[] {
  const option = findOption(declaration, flag.name);
  const said = flag.said(relationship);
  const actual = flag.actual(attribute);
  if (option === undefined || said === undefined || actual === undefined || said === actual) return [];
  const isWritten =
    attribute.declaration !== undefined && findOption(attribute.declaration, flag.attributeName) !== undefined;
  return [
    {
      kind: flag.kindOf(actual),
      option,
      written: `${flag.name}: ${said}`,
      actual: `${actual ? flag.whenTrue : flag.whenFalse}${isWritten ? '' : ' by default'}`,
    },
  ];
}

/** Types that are stored alike take the same values. */
function typeDifference(
  declaration: Declaration,
  said: TypeRef,
  actual: TypeRef,
  project: Project,
  resource: Resource,
): Difference[] {
  const option = findOption(declaration, 'attribute_type');
  const [saidStorage, actualStorage] = [said, actual].map((type) => project.storageOf(type, resource.path));
  if (option === undefined || saidStorage === undefined || actualStorage === undefined) return [];
  if (saidStorage === actualStorage) return [];
  const written = `attribute_type: ${printType(said)}`;
  return [{ kind: 'conflict', option, written, actual: `of type \`${printType(actual)}\`` }];
}
