/** Where a fetched ash_postgres keeps the text of the functions that it installs, relative to the project. */
export const ashFunctionsPath = 'deps/ash_postgres/lib/migration_generator/ash_functions.ex';

/** Whether `mix ash.codegen` takes a name, and a file can be called so. */
export function isMigrationName(text: string): boolean {
  return /^[a-z_]\w*$/i.test(text);
}

/** A time as migrations begin with it: YYYYMMDDHHMMSS in UTC. */
export function stampOf(time: Date): string {
  return time.toISOString().replace(/\D/g, '').slice(0, 14);
}

/** An answer in the form of a file of answers. */
export function printAnswer(prompt: string, answer: string): string {
  return `\nQ: ${prompt}\nA: ${answer}\n`;
}
