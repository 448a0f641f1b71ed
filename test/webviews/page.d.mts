export interface Preparation {
  readonly theme: Readonly<Record<string, string>>;
  readonly themeName: string;
  readonly hasFocus: boolean;
}

export interface ScrollTimes {
  readonly frames: number;
  readonly median: number;
  readonly slowest: number;
  readonly p99: number;
  readonly toTop: number;
  readonly toEnd: number;
  readonly atTop: number;
}

export function prepare(preparation: Preparation): void;
export function deliver(messages: readonly unknown[]): Promise<void>;
export function deliverMeasured(messages: readonly unknown[]): Promise<{ total: number; longest: number }>;
export function measureScroll(): Promise<ScrollTimes>;
export function countTurns(): number;
export function composingKey(argument: readonly [selector: string, key: string]): boolean;
export function dangerous(): string[];
export function forgeOrigin(message: unknown): void;
export function focusedName(): string;
export function overfullBoxes(): string[];
export function scrolled(): { readonly top: number; readonly toEnd: number };
export function scrollTo(top: number): void;
export function sidewaysOf(element: unknown): number;
export function indentOf(element: unknown): number;
export function titles(elements: readonly unknown[]): string[];
export function deliverDrawn(messages: readonly unknown[]): Promise<void>;
