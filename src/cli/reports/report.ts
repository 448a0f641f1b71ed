import type { CheckReport } from '../../analysis/port.ts';

/** What every format prints. */
export interface Printable {
  readonly report: CheckReport;
  /** Wall time in milliseconds. */
  readonly ms: number;
}
