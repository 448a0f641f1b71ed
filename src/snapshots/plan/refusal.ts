/** The generator raises here and writes nothing; the message is what it says. */
export class Refusal extends Error {}

export function refuse(reason: string): never {
  throw new Refusal(reason);
}
