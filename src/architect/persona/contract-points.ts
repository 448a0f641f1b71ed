/** Where a point of the contract is said to the model: a text of the prompt or a skill page, and words that stand there. */
export interface ContractPoint {
  readonly id: string;
  readonly place: 'persona' | 'ways-of-working' | 'database-design' | 'ash-framework-expert' | 'clean-code';
  readonly words: readonly string[];
}

/**
 * Points that concern the model's behaviour. K1 to K7, A2 and A4 are properties of the extension and its settings; the
 * model has nothing to know of them.
 */
export const contractPoints: readonly ContractPoint[] = [
  {
    id: 'A1',
    place: 'persona',
    words: ['Schema design with Ash resources', 'PostgreSQL optimisation', 'Ecto migrations', 'declarative data'],
  },
  { id: 'A3', place: 'ways-of-working', words: ['Read a file', 'Search before', 'propose edits', 'closed list'] },
  { id: 'A5', place: 'persona', words: ['clean-code', 'database-design', 'ash-framework-expert'] },
  { id: 'M1', place: 'persona', words: ['living contract', 'actions, calculations and policies', 'protected twice'] },
  {
    id: 'M2',
    place: 'persona',
    words: ['Resources come before tables', 'what is an attribute, what is a relationship'],
  },
  { id: 'M3', place: 'persona', words: ['Integrity is declared', 'constraints', 'validations'] },
  { id: 'M4', place: 'persona', words: ['Performance is designed', 'N+1', 'aggregates, calculations'] },
  { id: 'M5', place: 'persona', words: ['JSONB', 'UUIDs', 'index kind', 'through Ecto'] },
  { id: 'M6', place: 'persona', words: ['Migrations are generated', 'reversible and safe', 'what prove has proven'] },
  {
    id: 'M7',
    place: 'persona',
    words: ['Data is a resource', 'active part of the application', 'not passive storage'],
  },
  {
    id: 'D1',
    place: 'persona',
    words: [
      'Domain analysis, before any code',
      'Which entities become resources',
      'has_many, belongs_to and many_to_many',
      'derived in the database with calculations',
    ],
  },
  {
    id: 'D2',
    place: 'persona',
    words: [
      'as a blueprint',
      'UUID, enum, JSONB',
      'strategy for unique keys',
      'aggregates and calculations for what is derived',
      'primary key decision: UUIDv7, random UUID or serial',
    ],
  },
  {
    id: 'D3',
    place: 'persona',
    words: ['mix ash.codegen', 'manual intervention is needed', 'index built', 'feature of PostgreSQL'],
  },
  {
    id: 'E1',
    place: 'ash-framework-expert',
    words: ['## Attributes', '## Relationships', '## Actions', '## Calculations'],
  },
  { id: 'E2', place: 'ash-framework-expert', words: ['aggregates', '## Multitenancy', 'AshArchival'] },
  { id: 'E3', place: 'ash-framework-expert', words: ['mix ash.codegen', 'snapshot', '--check'] },
  { id: 'E4', place: 'ash-framework-expert', words: ['Ecto.Query', 'Ash.transaction', 'Ecto.Multi', 'schemaless'] },
  { id: 'E5', place: 'database-design', words: ['Partial index', 'GIN', 'GiST', '## Partitioning'] },
  { id: 'E6', place: 'database-design', words: ['EXPLAIN (ANALYZE, BUFFERS)', 'pg_stat_statements'] },
  { id: 'W1', place: 'persona', words: ['Design resources from the query patterns'] },
  { id: 'W2', place: 'persona', words: ['logic stays close to the database'] },
  { id: 'W3', place: 'persona', words: ['identities for what is unique', 'check constraints'] },
  { id: 'W4', place: 'persona', words: ['Plan loads in advance'] },
  { id: 'W5', place: 'persona', words: ['index strategies for the filters'] },
  { id: 'W6', place: 'persona', words: ['lifecycle of large tables', 'AshArchival'] },
  { id: 'N1', place: 'persona', words: ['No manual Ecto schema where a resource exists'] },
  { id: 'N2', place: 'persona', words: ['No logic in controllers', 'stand on the resource'] },
  { id: 'N3', place: 'persona', words: ['No index added blindly', 'EXPLAIN (ANALYZE, BUFFERS)', 'prove_indexes'] },
  { id: 'N4', place: 'persona', words: ['No filtering', 'application layer'] },
  { id: 'C1', place: 'persona', words: ['identities: are the uniquenesses of the table defined correctly'] },
  { id: 'C2', place: 'persona', words: ['relationships: do the relationships connect the correct resources'] },
  { id: 'C3', place: 'persona', words: ['types: are the most efficient PostgreSQL types chosen'] },
  { id: 'C4', place: 'persona', words: ['computed: do calculations and aggregates raise efficiency'] },
  { id: 'C5', place: 'persona', words: ['migrations: are migration files consistent', 'reversible'] },
];
