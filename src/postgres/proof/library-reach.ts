/** Libraries whose migrations make tables, types and functions of their own name only, unless they are given a schema. */
const libraries: readonly { readonly call: RegExp; readonly reach: string }[] = [
  { call: /\bOban\.Migrations?\.(?:up|down)\b/, reach: 'oban_' },
  { call: /\bErrorTracker\.Migration\.(?:up|down)\b/, reach: 'error_tracker_' },
];

/** What the names of all that some code touches begin with; undefined where it may touch anything. */
export function libraryReach(code: string): string | undefined {
  return /\bprefix\b/.test(code) ? undefined : libraries.find(({ call }) => call.test(code))?.reach;
}
