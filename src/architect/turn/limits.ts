/** What one turn may cost at most. */
export interface Limits {
  /** Requests to the model. */
  readonly steps: number;
  /** Tokens sent anew and received, over all requests. */
  readonly tokens: number;
  /** Tokens of one reply. */
  readonly output: number;
  /** How often one request is sent, the first time included. */
  readonly attempts: number;
  /** The longest wait between two attempts, in milliseconds; who asks for more has failed. */
  readonly wait: number;
  /** How long nothing at all may come, in milliseconds. */
  readonly stall: number;
  /** How often the very same call is answered. */
  readonly repeats: number;
  /** Characters of one result. */
  readonly result: number;
  /** How often edits that do not pass the check go back before the user is asked. */
  readonly rounds: number;
}

export const defaultLimits: Limits = {
  steps: 40,
  tokens: 500_000,
  output: 16_000,
  attempts: 4,
  wait: 120_000,
  stall: 90_000,
  repeats: 3,
  result: 40_000,
  rounds: 2,
};
