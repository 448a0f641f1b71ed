/** Why something is not said as SQL: the end of "It is not known …", or a whole clause. Caught where a query begins. */
export class Untold extends Error {}

export function untold(reason: string): never {
  throw new Untold(reason);
}

export type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** What a function makes, or the reason that it gave up for. */
export function told<T>(make: () => T): Told<T> {
  try {
    return { ok: true, value: make() };
  } catch (error) {
    if (!(error instanceof Untold)) throw error;
    return { ok: false, reason: error.message };
  }
}
