import type { LiveType } from './live-schema.ts';

export type Types = ReadonlyMap<string, LiveType>;

/** What a value is wanted of: a type with the modifier that the column gives it. */
export interface Wanted {
  readonly type: string;
  readonly modifier: number;
}

/**
 * The text of the `k`-th value of a type, counted from 0: they differ from each other as long as the type has that
 * many values. Undefined for a type that nothing is known of.
 */
export function ordinaryValue(wanted: Wanted, k: number, types: Types): string | undefined {
  const { type, modifier } = baseOf(wanted, types);
  if (type === undefined) return undefined;
  if (type.kind === 'enum') return type.labels[k % Math.max(1, type.labels.length)];
  if (type.kind === 'composite') {
    const fields = type.fields.map((field) => ordinaryValue({ type: field, modifier: -1 }, k, types));
    return `(${fields.map((field) => (field === undefined ? '' : inQuotes(field))).join(',')})`;
  }
  if (type.kind === 'range')
    return rangeValue(type.subtype === undefined ? undefined : types.get(type.subtype)?.name, k);
  if (type.kind === 'multirange') return '{}';
  if (type.element !== undefined) {
    const items = [k, k + 1].map((n) => ordinaryValue({ type: type.element ?? '', modifier }, n, types));
    return items.includes(undefined) ? '{}' : `{${items.map((item) => inQuotes(item ?? '')).join(',')}}`;
  }
  return ordinaryValues[type.name]?.(k, modifier);
}

/** Values at which later changes go wrong: empty, negative, long, precise, in mixed case. */
export function specialValues(wanted: Wanted, types: Types): readonly string[] {
  const { type, modifier } = baseOf(wanted, types);
  if (type === undefined) return [];
  if (type.element !== undefined) return ['{}'];
  if (type.kind === 'range') return ['empty'];
  return (specials[type.name] ?? []).flatMap((value) => fitted(type.name, value, modifier) ?? []);
}

/** The name of the type below all domains. */
export function baseNameOf(wanted: Wanted, types: Types): string {
  return baseOf(wanted, types).type?.name ?? '';
}

function baseOf({ type: oid, modifier }: Wanted, types: Types): { type: LiveType | undefined; modifier: number } {
  const type = types.get(oid);
  if (type?.kind !== 'domain' || type.base === undefined) return { type, modifier };
  return baseOf({ type: type.base, modifier: type.modifier }, types);
}

function inQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

const day = 86_400_000;
const start = Date.UTC(2024, 0, 15);

function dateText(k: number): string {
  return new Date(start + k * 13 * day).toISOString().slice(0, 10);
}

function timeText(k: number): string {
  return (
    [10 + (k % 10), (k * 7) % 60, (k * 11) % 60].map((part) => String(part).padStart(2, '0')).join(':') + '.123456'
  );
}

const words = ['Amber', 'Birch', 'Cedar', 'Dune', 'Elm', 'Fern', 'Grove', 'Heath', 'Iris', 'Juniper', 'Kelp', 'Larch'];

function wordText(k: number, length: number): string {
  const text = `${words[k % words.length] ?? ''} ${k + 1}`;
  return text.length <= length ? text : (k + 10).toString(36).padStart(Math.min(length, 2), 'a').slice(-length);
}

function hex(k: number, digits: number): string {
  return (((k + 1) * 2654435761) % 4294967296).toString(16).padStart(8, '0').repeat(4).slice(0, digits);
}

/** Shown length of `varchar(n)` and `char(n)`. */
function lengthOf(modifier: number): number {
  return modifier < 4 ? 1_000_000 : modifier - 4;
}

function numericText(k: number, modifier: number): string {
  if (modifier < 4) return `${k + 1}.25`;
  const [precision, scale] = [((modifier - 4) >> 16) & 0xffff, (modifier - 4) & 0x7ff];
  if (scale > precision || scale >= 1024) return '0';
  const whole = precision - scale;
  const value = whole <= 0 ? 0 : (k + 1) % 10 ** Math.min(whole, 9);
  return scale === 0
    ? String(value)
    : `${value}.${String(k % 10 ** Math.min(scale, 6))
        .padEnd(Math.min(scale, 2), '5')
        .slice(0, scale)}`;
}

function bitText(k: number, length: number): string {
  return (k + 1).toString(2).padStart(length, '0').slice(-length);
}

type Ordinary = (k: number, modifier: number) => string;

const text: Ordinary = (k, modifier) => wordText(k, lengthOf(modifier));
const whole: Ordinary = (k) => String(k + 1);

const ordinaryValues: Readonly<Record<string, Ordinary>> = {
  text,
  varchar: text,
  bpchar: text,
  citext: text,
  name: (k) => wordText(k, 60),
  char: (k) => String.fromCharCode(97 + (k % 26)),
  int2: whole,
  int4: whole,
  int8: whole,
  oid: whole,
  xid: whole,
  xid8: whole,
  cid: whole,
  numeric: numericText,
  float4: (k) => `${k + 1}.5`,
  float8: (k) => `${k + 1}.5`,
  money: (k) => `${k + 1}.25`,
  bool: (k) => (k % 2 === 0 ? 'true' : 'false'),
  uuid: (k) => hex(k, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5'),
  date: dateText,
  time: timeText,
  timetz: (k) => `${timeText(k)}+02`,
  timestamp: (k) => `${dateText(k)} ${timeText(k)}`,
  timestamptz: (k) => `${dateText(k)} ${timeText(k)}+00`,
  interval: (k) => `${k + 1} days 01:30:00`,
  json: (k) => JSON.stringify({ size: k + 1, name: wordText(k, 99), list: [k, 'x'] }),
  jsonb: (k) => JSON.stringify({ size: k + 1, name: wordText(k, 99), list: [k, 'x'] }),
  jsonpath: (k) => `$."a${k}"`,
  bytea: (k) => `\\x${hex(k, 8)}`,
  inet: (k) => `10.0.${(k >> 8) % 256}.${k % 256}`,
  cidr: (k) => `10.${k % 256}.0.0/16`,
  macaddr: (k) => `08:00:2b:01:${hex(k, 4).replace(/(..)(..)/, '$1:$2')}`,
  macaddr8: (k) => `08:00:2b:01:02:03:${hex(k, 4).replace(/(..)(..)/, '$1:$2')}`,
  bit: (k, modifier) => bitText(k, modifier < 1 ? 1 : modifier),
  varbit: (k, modifier) => bitText(k, modifier < 1 ? 8 : modifier),
  xml: (k) => `<a>${k}</a>`,
  tsvector: (k) => `'${words[k % words.length] ?? ''}':1 'n${k}':2`,
  tsquery: (k) => `'n${k}' & 'x'`,
  point: (k) => `(${k},1.5)`,
  line: (k) => `{1,2,${k}}`,
  lseg: (k) => `[(0,0),(1,${k})]`,
  box: (k) => `(${k + 1},1),(${k},0)`,
  path: (k) => `[(0,0),(1,${k})]`,
  polygon: (k) => `((0,0),(1,${k + 1}),(2,0))`,
  circle: (k) => `<(${k},0),1>`,
  pg_lsn: (k) => `0/${hex(k, 6).toUpperCase()}`,
  txid_snapshot: (k) => `${k + 1}:${k + 2}:`,
  pg_snapshot: (k) => `${k + 1}:${k + 2}:`,
  tid: (k) => `(0,${k + 1})`,
  regclass: () => 'pg_class',
  regtype: () => 'integer',
  regproc: () => 'now',
  regprocedure: () => 'now()',
  regrole: () => 'pg_monitor',
  regnamespace: () => 'pg_catalog',
  ltree: (k) => `top.n${k}`,
  lquery: (k) => `top.n${k}.*`,
  ltxtquery: (k) => `n${k} & top`,
  hstore: (k) => `"a"=>"${k}", "b"=>NULL`,
  cube: (k) => `(${k},1)`,
  seg: (k) => `${k}..${k + 1}`,
};

const longText = 'A long text, with “quotes”, an umlaut ü and a line\nbreak. '.repeat(6).trim();
const textSpecials = ['', "O'Neill  MIXED \\ case%_", longText];

/** What does not fit the modifier is cut or left out. */
const specials: Readonly<Record<string, readonly string[]>> = {
  text: textSpecials,
  varchar: textSpecials,
  citext: textSpecials,
  bpchar: ['', 'X'],
  int2: ['-3', '0', '32000'],
  int4: ['-3', '0', '70000'],
  int8: ['-3', '0', '5000000000'],
  numeric: ['-0.5', '0', '123456789012.3456789', '7.125'],
  float4: ['-2.25', '0'],
  float8: ['-2.25', '0', '1e20'],
  json: ['{}', '[1, "two", null]', '"text"'],
  jsonb: ['{}', '[1, "two", null]', '"text"'],
  date: ['1969-07-20', '2077-12-31'],
  timestamp: ['1969-07-20 20:17:40.5', '2077-12-31 23:59:59.999999'],
  timestamptz: ['1969-07-20 20:17:40.5+00', '2077-12-31 23:59:59.999999+00'],
  interval: ['-1 year 3 mons', '00:00:00'],
  bytea: ['\\x', '\\x00ff'],
  inet: ['::1', '192.168.0.0/24'],
  hstore: [''],
  tsvector: [''],
};

function fitted(type: string, value: string, modifier: number): string | undefined {
  if (modifier < 4) return value;
  if (type === 'numeric') {
    const [precision, scale] = [((modifier - 4) >> 16) & 0xffff, (modifier - 4) & 0x7ff];
    const digits = value.replace(/^-/, '').split('.')[0]?.replace(/^0$/, '').length ?? 0;
    return scale < 1024 && digits <= precision - scale ? value : undefined;
  }
  return ['varchar', 'bpchar'].includes(type) ? Array.from(value).slice(0, lengthOf(modifier)).join('') : value;
}

/** Ranges of different `k` do not overlap. */
function rangeValue(subtype: string | undefined, k: number): string {
  switch (subtype) {
    case 'int4':
    case 'int8':
    case 'numeric':
    case 'float8':
      return `[${k * 10 + 1},${k * 10 + 5})`;
    case 'date':
      return `[${dateText(k)},${new Date(start + (k * 13 + 5) * day).toISOString().slice(0, 10)})`;
    case 'timestamp':
    case 'timestamptz':
      return `["${dateText(k)} 10:00:00","${dateText(k)} 12:30:00")`;
    case 'time':
      return `["${String(k % 23).padStart(2, '0')}:00:00","${String(k % 23).padStart(2, '0')}:30:00")`;
    default:
      return 'empty';
  }
}
