import type { QueryParameter } from './demand.ts';

/** The parameters of one query, in the order of their numbers. */
export class Parameters {
  readonly #list: QueryParameter[] = [];

  get list(): readonly QueryParameter[] {
    return this.#list;
  }

  /** As AshPostgres sends it: with its type. */
  add(parameter: QueryParameter): string {
    this.#list.push(parameter);
    return `$${this.#list.length}::${parameter.type}`;
  }
}

/** A value of a type that nothing else is known of, in PostgreSQL's text form. */
export function sampleOf(type: string): string {
  if (type.endsWith('[]')) return `{${sampleOf(type.slice(0, -2))}}`;
  const bare = type.replace(/\(.*$/, '');
  return samples[bare] ?? 'a';
}

const samples: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000001',
  bigint: '1',
  integer: '1',
  smallint: '1',
  numeric: '1',
  'double precision': '1',
  real: '1',
  boolean: 'true',
  date: '2024-01-01',
  time: '12:00:00',
  timestamp: '2024-01-01 00:00:00',
  timestamptz: '2024-01-01 00:00:00+00',
  interval: '1 day',
  jsonb: '{}',
  bytea: '\\x00',
  int8range: '[1,2)',
  daterange: '[2024-01-01,2024-01-02)',
  tsrange: '["2024-01-01 00:00:00","2024-01-02 00:00:00")',
  tstzrange: '["2024-01-01 00:00:00+00","2024-01-02 00:00:00+00")',
};
