/** Something the user has to put right in the arguments or the configuration: exit code 2. */
export class UsageError extends Error {}
