/** 14 digits of a time in UTC, as migrations begin with: `20250131120000`. Takes milliseconds since 1970. */
export function utcStamp(milliseconds: number): string {
  const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
  return (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((part) => parts.get(part) ?? '').join('');
}

const format = new Intl.DateTimeFormat('en-GB', {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  timeZone: 'UTC',
  hourCycle: 'h23',
});
