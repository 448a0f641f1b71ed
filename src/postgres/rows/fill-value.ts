import { ordinaryValue, type Types, type Wanted } from './sample-values.ts';
import { sqlText, sqlTextOrNull } from './sql-text.ts';

const words = `(ARRAY['amber','birch','cedar','dune','elm','fern','grove','heath','iris','juniper','kelp','larch'])`;

/**
 * SQL of the value with a rank, an expression of type `bigint` from 0: other ranks give other values as far as the type
 * has them. Neighbours in rank are neighbours in order for numbers and times, and strangers for texts and UUIDs.
 */
export function valueSql(
  wanted: Wanted & { readonly baseSql: string },
  rank: string,
  distinct: number,
  types: Types,
): string {
  const { type: oid, modifier, baseSql } = wanted;
  const type = types.get(oid);
  if (type?.kind === 'domain' && type.base !== undefined) {
    return valueSql({ type: type.base, modifier: type.modifier, baseSql }, rank, distinct, types);
  }
  const cast = (sql: string): string => `(${sql})::${baseSql}`;
  if (type === undefined) return 'NULL';
  if (type.kind === 'enum')
    return cast(`(ARRAY[${type.labels.map(sqlText).join(', ')}])[${rank} % ${type.labels.length} + 1]`);
  if (type.element !== undefined) {
    const element = { type: type.element, modifier, baseSql: baseSql.replace(/(\[\])+$/, '') };
    const items = [rank, `((${rank}) / 7)`].map((own) => valueSql(element, own, distinct, types));
    return cast(`ARRAY[${items.join(', ')}]`);
  }
  if (type.kind === 'range')
    return cast(rangeSql(type.subtype === undefined ? '' : (types.get(type.subtype)?.name ?? ''), rank, distinct));
  const sql = valuesSql[type.name]?.({ rank, modifier, distinct });
  return cast(sql ?? sqlTextOrNull(ordinaryValue(wanted, 0, types) ?? null));
}

/** How many different values a column has where nothing is said of it. */
export function usualDistinct(wanted: Wanted, count: number, types: Types): number {
  const type = types.get(wanted.type);
  if (type?.kind === 'domain' && type.base !== undefined)
    return usualDistinct({ type: type.base, modifier: type.modifier }, count, types);
  if (type?.kind === 'enum') return Math.max(1, type.labels.length);
  const few: Readonly<Record<string, number>> = {
    bool: 2,
    int2: 1000,
    int4: 1000,
    int8: 10_000,
    numeric: 1000,
    date: 1000,
  };
  return Math.max(1, Math.min(few[type?.name ?? ''] ?? count, count));
}

interface Place {
  readonly rank: string;
  readonly modifier: number;
  readonly distinct: number;
}

type ValueSql = (place: Place) => string;

const text: ValueSql = ({ rank, modifier }) => {
  const length = modifier < 4 ? 1_000_000 : modifier - 4;
  if (length < 12) return `right(to_hex(${rank}), ${length})`;
  const whole = `${words}[${rank} % 12 + 1] || ' ' || substr(md5((${rank})::text), 1, 6) || ' ' || (${rank})`;
  return length < 30 ? `left(substr(md5((${rank})::text), 1, 6) || (${rank}), ${length})` : whole;
};

/** Five years, whatever their number. */
const moment: ValueSql = ({ rank, distinct }) =>
  `timestamp '2021-01-01 00:00:00' + (${rank}) * interval '${(157_680_000 / Math.max(1, distinct)).toFixed(6)} seconds'`;

const numeric: ValueSql = ({ rank, modifier }) => {
  if (modifier < 4) return `(${rank}) / 4.0`;
  const [precision, scale] = [((modifier - 4) >> 16) & 0xffff, (modifier - 4) & 0x7ff];
  const limit = 10 ** Math.min(precision, 15);
  return `((${rank}) % ${limit}) / ${10 ** Math.min(scale, 15)}::numeric`;
};

const json: ValueSql = ({ rank }) =>
  `jsonb_build_object('size', (${rank}), 'name', ${words}[${rank} % 12 + 1], 'list', jsonb_build_array((${rank}) % 100, 'x'))`;

const number: ValueSql = ({ rank }) => `(${rank}) + 1`;
const md5: ValueSql = ({ rank }) => `md5((${rank})::text)`;

const valuesSql: Readonly<Record<string, ValueSql>> = {
  text,
  varchar: text,
  bpchar: text,
  citext: text,
  name: text,
  int2: ({ rank }) => `(${rank}) % 32000 + 1`,
  int4: number,
  int8: number,
  oid: number,
  numeric,
  float4: ({ rank }) => `(${rank}) * 1.5`,
  float8: ({ rank }) => `(${rank}) * 1.5`,
  money: ({ rank }) => `((${rank}) / 100.0)::numeric`,
  bool: ({ rank }) => `(${rank}) % 2 = 0`,
  uuid: md5,
  date: ({ rank, distinct }) => `date '2021-01-01' + ((${rank}) * 1825 / ${Math.max(1825, distinct)})::int`,
  timestamp: moment,
  timestamptz: (place) => `(${moment(place)}) AT TIME ZONE 'UTC'`,
  time: ({ rank }) => `time '00:00' + (${rank}) * interval '7 seconds'`,
  timetz: ({ rank }) => `time '00:00' + (${rank}) * interval '7 seconds'`,
  interval: ({ rank }) => `(${rank}) * interval '1 minute'`,
  json,
  jsonb: json,
  bytea: ({ rank }) => `decode(md5((${rank})::text), 'hex')`,
  inet: ({ rank }) => `inet '10.0.0.0' + (${rank})`,
  cidr: ({ rank }) => `set_masklen(inet '10.0.0.0' + (${rank}) * 256, 24)::cidr`,
  macaddr: ({ rank }) => `('08002b' || substr(md5((${rank})::text), 1, 6))::macaddr`,
  tsvector: ({ rank }) => `to_tsvector('simple', ${words}[${rank} % 12 + 1] || ' n' || (${rank}))`,
  point: ({ rank }) => `point((${rank}) % 1000, (${rank}) / 1000)`,
  ltree: ({ rank }) => `'top.n' || (${rank}) % 100 || '.n' || (${rank})`,
  hstore: ({ rank }) => `'a=>' || (${rank})`,
};

/** Ranges of different rank do not overlap. */
function rangeSql(subtype: string, rank: string, distinct: number): string {
  switch (subtype) {
    case 'int4':
    case 'int8':
    case 'numeric':
      return `'[' || (${rank}) * 10 || ',' || (${rank}) * 10 + 5 || ')'`;
    case 'date':
      return `'[' || (date '2021-01-01' + (${rank})::int * 2) || ',' || (date '2021-01-01' + (${rank})::int * 2 + 1) || ')'`;
    case 'timestamp':
    case 'timestamptz': {
      const begin = moment({ rank, distinct, modifier: -1 });
      const seconds = (78_840_000 / Math.max(1, distinct)).toFixed(6);
      return `'["' || (${begin}) || '","' || (${begin}) + interval '${seconds} seconds' || '")'`;
    }
    default:
      return `'empty'`;
  }
}
