import type { Location, Span } from '../base/span.ts';

/** What a migration does, statement by statement, as far as the text tells. */
export interface Migration {
  readonly path: string;
  readonly module: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

export type { Location };
