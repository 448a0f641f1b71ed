const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** When something was, ready to be read: `now`, `5 min ago`, `3 h ago`, `yesterday`, else the day. */
export function timeAgo(then: number, now: number): string {
  const age = now - then;
  if (age < minute) return 'now';
  if (age < hour) return `${Math.floor(age / minute)} min ago`;
  if (age < 12 * hour || isSameDay(then, now)) return `${Math.floor(age / hour)} h ago`;
  if (isSameDay(then, now - day)) return 'yesterday';
  const year = new Date(then).getFullYear() === new Date(now).getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Date(then).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
