/**
 * Modules whose `use` in a resource's module adds functions, imports or behaviours, and nothing that Ash reads.
 * None of them can declare an attribute or action, so they leave the resource closed.
 */
export const harmlessUses: ReadonlySet<string> = new Set([
  'Agent',
  'Application',
  'Bitwise',
  'DynamicSupervisor',
  'GenServer',
  'Gettext',
  'Gettext.Backend',
  'Phoenix.VerifiedRoutes',
  'Supervisor',
  'Task',
]);
