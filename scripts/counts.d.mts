export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
}

export function report(suite: string, counts: Counts): void;
