/**
 * The types that Ash 3.32 registers: short name, module, and how a value is stored (`storage_type`).
 * `error` means that the type cannot be stored.
 */
const table: readonly (readonly [name: string, module: string, storage: string])[] = [
  ['atom', 'Ash.Type.Atom', 'string'],
  ['binary', 'Ash.Type.Binary', 'binary'],
  ['boolean', 'Ash.Type.Boolean', 'boolean'],
  ['ci_string', 'Ash.Type.CiString', 'ci_string'],
  ['date', 'Ash.Type.Date', 'date'],
  ['datetime', 'Ash.Type.DateTime', 'utc_datetime'],
  ['decimal', 'Ash.Type.Decimal', 'decimal'],
  ['duration', 'Ash.Type.Duration', 'duration'],
  ['duration_name', 'Ash.Type.DurationName', 'string'],
  ['file', 'Ash.Type.File', 'error'],
  ['float', 'Ash.Type.Float', 'float'],
  ['function', 'Ash.Type.Function', 'binary'],
  ['integer', 'Ash.Type.Integer', 'integer'],
  ['keyword', 'Ash.Type.Keyword', 'map'],
  ['map', 'Ash.Type.Map', 'map'],
  ['module', 'Ash.Type.Module', 'string'],
  ['naive_datetime', 'Ash.Type.NaiveDatetime', 'naive_datetime'],
  ['range', 'Ash.Type.Range', 'range'],
  ['string', 'Ash.Type.String', 'string'],
  ['struct', 'Ash.Type.Struct', 'map'],
  ['term', 'Ash.Type.Term', 'binary'],
  ['time', 'Ash.Type.Time', 'time'],
  ['time_usec', 'Ash.Type.TimeUsec', 'time_usec'],
  ['tuple', 'Ash.Type.Tuple', 'map'],
  ['union', 'Ash.Type.Union', 'map'],
  ['url_encoded_binary', 'Ash.Type.UrlEncodedBinary', 'binary'],
  ['utc_datetime', 'Ash.Type.UtcDatetime', 'utc_datetime'],
  ['utc_datetime_usec', 'Ash.Type.UtcDatetimeUsec', 'utc_datetime_usec'],
  ['uuid', 'Ash.Type.UUID', 'uuid'],
  ['uuid_v7', 'Ash.Type.UUIDv7', 'uuid'],
  ['vector', 'Ash.Type.Vector', 'vector'],
];

const byModule = new Map(table.map(([name, module]) => [module, name]));
const storage = new Map(table.map(([name, , storageType]) => [name, storageType]));

/** The short name of one of Ash's type modules: `Ash.Type.UUIDv7` is `uuid_v7`. */
export function shortName(module: string): string | undefined {
  return byModule.get(module);
}

export function isBuiltinType(name: string): boolean {
  return storage.has(name);
}

/** The `storage_type` of a short name. */
export function storageTypeOf(name: string): string | undefined {
  return storage.get(name);
}
