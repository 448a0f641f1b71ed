import type { Call } from '../elixir/syntax.ts';
import { calledModule, isClock } from './clock.ts';

/** Why a function does not give the same value each time and everywhere. */
export type Impurity = 'time' | 'random' | 'environment';

export function impurityOf(call: Call): Impurity | undefined {
  return impure[calledModule(call)]?.[call.name] ?? (isClock(call) ? 'time' : undefined);
}

/** Functions besides the clocks. */
const impure: Readonly<Record<string, Readonly<Record<string, Impurity>>>> = {
  System: { unique_integer: 'random', get_env: 'environment', 'fetch_env!': 'environment' },
  ':erlang': { unique_integer: 'random' },
  'Ash.UUID': { generate: 'random' },
  'Ash.UUIDv7': { generate: 'random', bingenerate: 'random' },
  'Ecto.UUID': { generate: 'random', bingenerate: 'random' },
  UUID: { uuid1: 'random', uuid4: 'random' },
  'Uniq.UUID': { uuid1: 'random', uuid4: 'random', uuid6: 'random', uuid7: 'random' },
  Nanoid: { generate: 'random' },
  ':rand': { uniform: 'random', uniform_real: 'random', normal: 'random', bytes: 'random' },
  ':crypto': { strong_rand_bytes: 'random' },
  Enum: { random: 'random', shuffle: 'random', take_random: 'random' },
  Application: { get_env: 'environment', 'fetch_env!': 'environment' },
};
