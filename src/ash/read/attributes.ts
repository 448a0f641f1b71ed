import type { Declaration } from '../../elixir/declaration.ts';
import { findOption } from '../../elixir/declaration.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { capture } from '../capture.ts';
import type { Attribute } from '../model.ts';
import type { Settings } from '../settings.ts';
import { builtin, type TypeRef } from '../type-ref.ts';
import { booleanOption, exprOption, firstName, nameOption } from './options.ts';
import { readType } from './type.ts';

/** What a helper such as `uuid_primary_key` presets; written options win. */
interface Preset {
  readonly type: TypeRef | undefined;
  readonly allowNil: boolean;
  readonly primaryKey: boolean;
  readonly public: boolean;
  readonly writable: boolean;
  readonly generated: boolean;
  readonly default: readonly [module: string, name: string] | undefined;
  readonly updateDefault: readonly [module: string, name: string] | undefined;
}

const plain: Preset = {
  type: undefined,
  allowNil: true,
  primaryKey: false,
  public: false,
  writable: true,
  generated: false,
  default: undefined,
  updateDefault: undefined,
};

const key: Preset = { ...plain, allowNil: false, primaryKey: true, public: true, writable: false };
const timestamp: Preset = {
  ...plain,
  type: builtin('utc_datetime_usec'),
  allowNil: false,
  writable: false,
  default: ['DateTime', 'utc_now'],
};

/** The helpers of Ash 3.32's `attributes` section (lib/ash/resource/attribute.ex). */
const presets: Readonly<Record<string, Preset>> = {
  attribute: plain,
  uuid_primary_key: { ...key, type: builtin('uuid'), default: ['Ash.UUID', 'generate'] },
  uuid_v7_primary_key: { ...key, type: builtin('uuid_v7'), default: ['Ash.UUIDv7', 'generate'] },
  integer_primary_key: { ...key, type: builtin('integer'), generated: true },
  create_timestamp: timestamp,
  update_timestamp: { ...timestamp, updateDefault: ['DateTime', 'utc_now'] },
};

/** Reads one declaration of an `attributes` block; undefined when it declares none that we know. */
export function readAttributes(declaration: Declaration, settings: Settings): Attribute[] | undefined {
  if (declaration.name === 'timestamps') {
    return [
      readPreset(declaration, 'inserted_at', 'create_timestamp', settings),
      readPreset(declaration, 'updated_at', 'update_timestamp', settings),
    ].filter((attribute) => attribute !== undefined);
  }
  const name = firstName(declaration);
  const attribute = name === undefined ? undefined : readPreset(declaration, name, declaration.name, settings);
  return attribute === undefined ? undefined : [attribute];
}

function readPreset(declaration: Declaration, name: string, helper: string, settings: Settings): Attribute | undefined {
  const preset = presets[helper];
  if (preset === undefined) return undefined;
  const primaryKey = booleanOption(declaration, 'primary_key?', preset.primaryKey);
  const written =
    helper === 'attribute' ? (declaration.args[1] ?? exprOption(declaration, 'type')) : exprOption(declaration, 'type');
  return {
    name,
    origin: { kind: 'declared' },
    declaration,
    helper: declaration.name,
    type: written === undefined ? (preset.type ?? { kind: 'unknown' }) : readType(written, settings),
    constraints: exprOption(declaration, 'constraints'),
    allowNil: booleanOption(declaration, 'allow_nil?', preset.allowNil && primaryKey !== true),
    primaryKey,
    public: booleanOption(declaration, 'public?', preset.public),
    writable: booleanOption(declaration, 'writable?', preset.writable),
    generated: booleanOption(declaration, 'generated?', preset.generated),
    sensitive: booleanOption(declaration, 'sensitive?', false),
    default: writtenOr(declaration, 'default', preset.default),
    updateDefault: writtenOr(declaration, 'update_default', preset.updateDefault),
    source: nameOption(declaration, 'source', name),
  };
}

function writtenOr(declaration: Declaration, name: string, preset: Preset['default']): Expr | undefined {
  if (findOption(declaration, name) !== undefined) return exprOption(declaration, name);
  return preset === undefined ? undefined : capture(preset[0], preset[1], declaration);
}
