import { lineLength } from '../../elixir/formatter.ts';

/** A `use` as the neighbours have it. */
export interface UseLine {
  /** The module as it is written. */
  readonly module: string;
  /** Options as code; that of `domain` is left out. */
  readonly options: readonly (readonly [name: string, value: string])[];
  /** Whether the domain is among the options. */
  readonly namesDomain: boolean;
}

export function printUse({ module, options, namesDomain }: UseLine, domain: string): string {
  const all = [...(namesDomain ? [['domain', domain] as const] : []), ...options];
  const keywords = all.map(([name, value]) => `${name}: ${value}`);
  const line = [`use ${module}`, ...keywords].join(', ');
  const isShort = line.length + 2 <= lineLength && keywords.length < 2;
  return isShort ? line : [`use ${module}`, ...keywords.map((keyword) => `  ${keyword}`)].join(',\n');
}
