import type { CandidateIndex, Demand, DemandedQuery, QueryParameter } from '../../../src/ash/demand/demand.ts';
import type { RunStep } from '../../../src/ecto/migration-run.ts';

const origin = (what: string): DemandedQuery['origin'] => ({
  resource: 'Blog.Post',
  path: 'lib/post.ex',
  line: 3,
  what,
});

export function step(sql: string): RunStep {
  return {
    kind: 'statement',
    sql,
    description: sql.slice(0, 30),
    cause: { path: 'lib/post.ex', line: 1 },
  } as unknown as RunStep;
}

export function query(
  id: string,
  condition: string,
  parameters: readonly (readonly [column: string, type: string])[],
  shape: Partial<DemandedQuery['shape']> = {},
): DemandedQuery {
  return {
    ...{
      id,
      origin: origin(`read action \`${id}\``),
      sql: `SELECT * FROM posts AS t0 ${condition}`,
      tables: ['posts'],
    },
    parameters: parameters.map(([column, type]): QueryParameter => ({ kind: 'column', table: 'posts', column, type })),
    shape: { equal: parameters.map(([column]) => column), range: [], search: [], sort: [], limited: false, ...shape },
  };
}

export function index(
  name: string,
  on: string,
  columns: readonly string[],
  more: Partial<CandidateIndex> = {},
): CandidateIndex {
  return {
    ...{ table: 'posts', sql: `CREATE INDEX ${name} ON posts ${on}`, name, status: 'suggested', coveredBy: undefined },
    ...{ unique: false, isConstraint: false, columns, origin: origin(name), declaration: undefined },
    ...more,
  };
}

const standing = { status: 'standing' } as const;

/** A table of posts with indexes of all kinds, good and bad. */
export const demand: Demand = {
  repo: 'repo',
  unread: [{ origin: origin('read action `odd`'), reason: 'it is a function' }],
  tables: [
    {
      ...{ schema: undefined, name: 'posts', resource: 'Blog.Post', uniqueKeys: [['id']], tenantColumn: undefined },
      columns: [
        { name: 'id', type: 'uuid', nullable: false, values: undefined, references: undefined },
        {
          name: 'author_id',
          type: 'uuid',
          nullable: false,
          values: undefined,
          references: { table: 'users', column: 'id' },
        },
        {
          name: 'status',
          type: 'text',
          nullable: false,
          values: ['draft', 'published', 'archived'],
          references: undefined,
        },
      ],
    },
  ],
  queries: [
    query('by_author', 'WHERE author_id = $1::uuid', [['author_id', 'uuid']]),
    query('newest_of_author', 'WHERE author_id = $1::uuid ORDER BY inserted_at DESC LIMIT 5', [['author_id', 'uuid']]),
    query('by_status', 'WHERE status = $1::text', [['status', 'text']]),
    query('urgent', 'WHERE priority = 7 ORDER BY inserted_at LIMIT 50', []),
    query('search', "WHERE title ILIKE '%' || $1::text || '%'", [['title', 'text']], { search: ['title'] }),
    query('by_slug', 'WHERE slug = $1::text', [['slug', 'text']]),
    query('by_code', 'WHERE code = $1::text', [['code', 'text']]),
    query('empty', "WHERE title = 'there is none'", []),
    query('elsewhere', "WHERE elsewhere = 'nowhere'", []),
    query('broken', 'WHERE nope = 1', []),
  ],
  indexes: [
    index('posts_pkey', '(id)', ['id'], { ...standing, isConstraint: true, unique: true }),
    index('posts_slug', '', ['slug'], {
      ...standing,
      unique: true,
      sql: 'CREATE UNIQUE INDEX posts_slug ON posts (slug)',
    }),
    index('posts_code', '(code)', ['code'], { status: 'needless', coveredBy: 'posts_code_body' }),
    index('posts_code_body', '(code, small)', ['code', 'small'], standing),
    index('posts_idle', '(body)', ['body'], standing),
    index('posts_editor', '(editor_id)', ['editor_id'], standing),
    index('posts_elsewhere', '(elsewhere)', ['elsewhere'], standing),
    index('author', '(author_id)', ['author_id']),
    index('author_newest', '(author_id, inserted_at)', ['author_id', 'inserted_at']),
    index('newest_author', '(inserted_at, author_id)', ['inserted_at', 'author_id']),
    index('status', '(status)', ['status']),
    index('urgent', '(inserted_at) WHERE priority = 7', ['inserted_at']),
    index('urgent_full', '(priority, inserted_at)', ['priority', 'inserted_at']),
    index('title', 'USING gin (title gin_trgm_ops)', ['title']),
    index('title_plain', '(title)', ['title']),
    index('bad', '(nope)', ['nope']),
  ],
};

/** `posts_editor` stands by a migration only: no step makes it. */
export const steps: readonly RunStep[] = [
  step('CREATE TABLE users (id uuid PRIMARY KEY, name text NOT NULL)'),
  step(
    'CREATE TABLE posts (id uuid PRIMARY KEY, author_id uuid NOT NULL REFERENCES users, editor_id uuid REFERENCES users, ' +
      'status text NOT NULL, title text NOT NULL, slug text NOT NULL, code text NOT NULL, small smallint NOT NULL, ' +
      'priority int NOT NULL, body text, elsewhere text, inserted_at timestamp NOT NULL DEFAULT now())',
  ),
  ...demand.indexes
    .filter(({ status, isConstraint, name }) => status !== 'suggested' && !isConstraint && name !== 'posts_editor')
    .map(({ sql }) => step(sql)),
  step('CREATE TABLE broken (id nothing)'),
];
