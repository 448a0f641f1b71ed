import { lastSegment, underscore } from '../../base/names.ts';
import { findOption, type Declaration } from '../../elixir/declaration.ts';
import { allOf, asAtom, asModule } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Relationship } from '../model.ts';
import type { Settings } from '../settings.ts';
import { booleanOption, expressionsNamed, exprOption, firstName, nameOption } from './options.ts';
import { readType } from './type.ts';

/** Reads one declaration of a `relationships` block, with the names that Ash derives; undefined when it is no relationship. */
export function readRelationship(
  declaration: Declaration,
  module: string,
  settings: Settings,
): Relationship | undefined {
  const name = firstName(declaration);
  if (name === undefined) return undefined;
  const destinationExpr = declaration.args[1] ?? exprOption(declaration, 'destination');
  const destination = asModule(destinationExpr);
  const base = {
    name,
    origin: { kind: 'declared' },
    declaration,
    destination,
    destinationSpan:
      destinationExpr === undefined ? undefined : { start: destinationExpr.start, end: destinationExpr.end },
    filters: expressionsNamed(declaration, 'filter'),
    sort: exprOption(declaration, 'sort'),
    defaultSort: exprOption(declaration, 'default_sort'),
    readAction: nameOption(declaration, 'read_action', undefined),
    public: booleanOption(declaration, 'public?', false),
    validateDestinationAttribute: booleanOption(declaration, 'validate_destination_attribute?', true),
  } as const;
  const ownKey = `${underscore(lastSegment(module))}_id`;
  switch (declaration.name) {
    case 'belongs_to':
      return {
        kind: 'belongs_to',
        ...base,
        ...attributes(declaration, `${name}_id`, 'id'),
        allowNil: booleanOption(declaration, 'allow_nil?', true),
        primaryKey: booleanOption(declaration, 'primary_key?', false),
        defineAttribute: booleanOption(declaration, 'define_attribute?', true),
        attributeType: attributeType(declaration, settings),
        attributePublic: inherited(declaration, 'attribute_public?', 'public?', false),
        attributeWritable: inherited(declaration, 'attribute_writable?', 'writable?', true),
      };
    case 'has_one':
      return {
        kind: 'has_one',
        ...base,
        ...attributes(declaration, 'id', ownKey),
        ...toMany(declaration),
        fromMany: booleanOption(declaration, 'from_many?', false),
        offset: exprOption(declaration, 'offset'),
      };
    case 'has_many':
      return {
        kind: 'has_many',
        ...base,
        ...attributes(declaration, 'id', ownKey),
        ...toMany(declaration),
        limit: exprOption(declaration, 'limit'),
        joinOf: undefined,
      };
    case 'many_to_many': {
      const destinationKey = destination === undefined ? undefined : `${underscore(lastSegment(destination))}_id`;
      return {
        kind: 'many_to_many',
        ...base,
        ...attributes(declaration, 'id', 'id'),
        through: asModule(exprOption(declaration, 'through')),
        sourceAttributeOnJoin: nameOption(declaration, 'source_attribute_on_join_resource', ownKey),
        destinationAttributeOnJoin: nameOption(declaration, 'destination_attribute_on_join_resource', destinationKey),
        joinRelationship: nameOption(declaration, 'join_relationship', undefined),
      };
    }
    default:
      return undefined;
  }
}

function attributes(
  declaration: Declaration,
  source: string,
  destination: string,
): { sourceAttribute: string | undefined; destinationAttribute: string | undefined } {
  return {
    sourceAttribute: nameOption(declaration, 'source_attribute', source),
    destinationAttribute: nameOption(declaration, 'destination_attribute', destination),
  };
}

function toMany(declaration: Declaration): {
  manual: boolean;
  noAttributes: boolean | undefined;
  throughPath: readonly string[] | undefined;
} {
  const through: Expr | undefined = exprOption(declaration, 'through');
  return {
    manual: exprOption(declaration, 'manual') !== undefined,
    noAttributes: booleanOption(declaration, 'no_attributes?', false),
    throughPath: through?.kind === 'list' ? allOf(through.items, asAtom) : undefined,
  };
}

function attributeType(declaration: Declaration, settings: Settings): ReturnType<typeof readType> {
  const written = exprOption(declaration, 'attribute_type');
  return written === undefined ? settings.defaultBelongsToType : readType(written, settings);
}

function inherited(declaration: Declaration, own: string, from: string, unwritten: boolean): boolean | undefined {
  const name = findOption(declaration, own) === undefined ? from : own;
  return booleanOption(declaration, name, unwritten);
}
