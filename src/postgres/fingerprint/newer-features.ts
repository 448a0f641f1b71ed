/** What came to PostgreSQL with a version later than 12, as far as a statement's text tells. */
export interface NewerFeature {
  /** As a sentence names it: `NULLS NOT DISTINCT`. */
  readonly name: string;
  /** As the server counts: 150000. */
  readonly since: number;
  /** Tested against code without texts, comments and quoted names, in lower case, with single spaces. */
  readonly pattern: RegExp;
}

const syntax: readonly (readonly [name: string, major: number, pattern: RegExp])[] = [
  ['ALTER TABLE … DETACH PARTITION … CONCURRENTLY', 14, /\bdetach partition \S+ concurrently\b/],
  ['a multirange type', 14, /\b(int4|int8|num|ts|tstz|date)multirange\b/],
  ['CREATE OR REPLACE TRIGGER', 14, /\bcreate or replace (constraint )?trigger\b/],
  ['CREATE STATISTICS on expressions', 14, /\bcreate statistics\b.*? on [^;]*?\(.*? from\b/],
  [
    'a function body of plain SQL',
    14,
    /\bcreate (or replace )?(function|procedure)\b[^$]*\b(begin atomic|return (?!next|query))/,
  ],
  ['COMPRESSION of a column', 14, /\b(set compression \w|compression (lz4|pglz|default)\b)/],
  ['NULLS NOT DISTINCT', 15, /\bnulls (not )?distinct\b/],
  ['a list of columns behind ON DELETE SET NULL', 15, /\bon delete set (null|default) ?\(/],
  ['MERGE', 15, /^(with .*?\) )?merge into\b/],
  ['views with `security_invoker`', 15, /\bview\b.*?\bsecurity_invoker\b/],
  ['a negative scale of numeric', 15, /\b(numeric|decimal) ?\( ?\d+ ?, ?-/],
  ['ALTER TABLE … SET ACCESS METHOD', 15, /\bset access method\b/],
  ['an unlogged sequence', 15, /\bunlogged sequence\b/],
  ['a publication with WHERE or of a schema', 15, /\bpublication\b.*?(\bwhere ?\(|\btables in schema\b)/],
  ['IS JSON', 16, /\bis (not )?json\b/],
  ['ALTER COLUMN … SET EXPRESSION', 17, /\bset expression as ?\(/],
  ['MERGE … RETURNING', 17, /^(with .*?\) )?merge into\b.*?\breturning\b/],
  ['the privilege MAINTAIN', 17, /\b(grant|revoke)\b.*?\bmaintain\b.*? on\b/],
  ['a collation of the provider `builtin`', 17, /\bcreate collation\b.*?\bprovider ?= ?builtin\b/],
  ['a not-null constraint with a name of its own', 18, /\badd constraint \S+ not null (?!not valid)\S/],
  ['NOT NULL … NOT VALID', 18, /\badd (constraint \S+ )?not null \S+( no inherit)? not valid\b/],
  ['WITHOUT OVERLAPS', 18, /\bwithout overlaps\b/],
  ['a foreign key with PERIOD', 18, /\b(foreign key|references \S+) ?\([^()]*\bperiod \S+ ?\)/],
  ['NOT ENFORCED', 18, /\bnot enforced\b/],
  ['OLD and NEW in RETURNING', 18, /\breturning\b.*?\b(old|new)\./],
];

const functions: readonly (readonly [major: number, names: readonly string[]])[] = [
  [13, ['gen_random_uuid']],
  [14, ['date_bin', 'string_to_table', 'bit_count', 'range_agg', 'trim_array', 'multirange', 'unistr']],
  [15, ['regexp_like', 'regexp_count', 'regexp_instr', 'regexp_substr', 'range_intersect_agg']],
  [16, ['any_value', 'array_sample', 'array_shuffle', 'json_array', 'json_arrayagg', 'json_objectagg', 'date_add']],
  [16, ['date_subtract', 'random_normal', 'pg_input_is_valid', 'pg_input_error_info']],
  [17, ['json_table', 'json_exists', 'json_query', 'json_value', 'json_scalar', 'json_serialize', 'to_bin', 'to_oct']],
  [17, ['uuid_extract_timestamp', 'uuid_extract_version', 'unicode_assigned', 'xmltext']],
  [18, ['uuidv7', 'uuidv4', 'array_sort', 'array_reverse', 'casefold', 'crc32', 'crc32c', 'gamma', 'lgamma']],
];

export const newerFeatures: readonly NewerFeature[] = syntax.map(([name, major, pattern]) => ({
  name,
  since: major * 10_000,
  pattern,
}));

/** Functions of PostgreSQL itself; one of the user's own may have the same name. */
export const newerFunctions: readonly (NewerFeature & { readonly function: string })[] = functions.flatMap(
  ([major, names]) =>
    names.map((name) => ({
      name: `${name}()`,
      function: name,
      since: major * 10_000,
      pattern: new RegExp(`(?<![\\w.$])(pg_catalog\\.)?${name} ?\\(`),
    })),
);
