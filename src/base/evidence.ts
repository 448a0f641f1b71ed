/** What was run on a real PostgreSQL, as it reaches the rules: facts of one time, held against the texts of now. */
export type Evidence = MigrationEvidence | IndexEvidence;

export interface EvidenceEngine {
  /** `PGlite` or `PostgreSQL`. */
  readonly name: string;
  /** Of PostgreSQL: `18.6`. */
  readonly version: string;
}

/** What running a migration up, down and up again came to. It counts for the very text that was run, no other. */
export interface MigrationEvidence {
  readonly kind: 'migration';
  readonly path: string;
  /** `textHash` of the file's text when it was run. */
  readonly textHash: string;
  readonly engine: EvidenceEngine;
  readonly verdict: 'proven' | 'refuted' | 'not-proven';
  /** A sentence: why it is refuted, or not proven. */
  readonly reason: string | undefined;
  /** Where it is refuted: lines of the file, from 1, with what happened there. */
  readonly faults: readonly EvidenceFault[];
  /** What fails as soon as its tables have rows, though it runs on empty ones. */
  readonly rowFaults: readonly (EvidenceFault & {
    /** Whatever the rows are; otherwise it depends on their values, such as duplicates. */
    readonly always: boolean;
  })[];
}

export interface EvidenceFault {
  readonly line: number;
  readonly direction: 'up' | 'down' | 'again';
  /** A full sentence. */
  readonly message: string;
}

/** What an index did for the queries that the project's own resources make, on generated rows. */
export interface IndexEvidence {
  readonly kind: 'index';
  readonly resource: string;
  readonly path: string;
  readonly table: string;
  /** Columns or expressions, in their order. */
  readonly columns: readonly string[];
  /** What is between `WHERE` and the end; undefined for an index of all rows. */
  readonly where: string | undefined;
  /** The method: `btree`, `gin`. */
  readonly using: string;
  /**
   * `missing`: it does not stand, and plans change to it at less than half the cost and buffers. `no-effect`: it does
   * not stand, and no plan gets better. `used`: it stands, and plans get worse without it. `redundant`: it stands, and
   * another one serves all its queries as well. `unused`: it stands, and no declared query uses it.
   */
  readonly verdict: 'missing' | 'no-effect' | 'used' | 'redundant' | 'unused';
  /** Full sentences with the figures before and after, and for which declaration. */
  readonly summary: string;
  readonly engine: EvidenceEngine;
  /** How many rows the table was given. */
  readonly rows: number;
  /** `textHash` of the resource's file when it was run. */
  readonly textHash: string;
}

/** 64 bits in hexadecimal digits, as two of FNV-1a with different primes: tells one text from another. */
export function textHash(text: string): string {
  let [first, second] = [0x811c9dc5, 0x9747b28c];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x85ebca6b);
  }
  return [first, second].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
