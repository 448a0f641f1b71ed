/** Time stamps of 14 digits, one second apart, in the order in which they are asked for. */
export class Stamps {
  #next: string;

  constructor(now: string) {
    this.#next = now;
  }

  take(): string {
    const stamp = this.#next;
    this.#next = oneSecondAfter(stamp);
    return stamp;
  }
}

const parts = [
  { from: 12, to: 14, first: 0, count: () => 60 },
  { from: 10, to: 12, first: 0, count: () => 60 },
  { from: 8, to: 10, first: 0, count: () => 24 },
  { from: 6, to: 8, first: 1, count: daysIn },
  { from: 4, to: 6, first: 1, count: () => 12 },
] as const;

/** `20241231235959` becomes `20250101000000`. */
export function oneSecondAfter(stamp: string): string {
  let result = stamp;
  for (const { from, to, first, count } of parts) {
    const value = Number(stamp.slice(from, to)) + 1;
    const isCarried = value >= first + count(stamp);
    result = result.slice(0, from) + String(isCarried ? first : value).padStart(2, '0') + result.slice(to);
    if (!isCarried) return result;
  }
  return String(Number(stamp.slice(0, 4)) + 1).padStart(4, '0') + result.slice(4);
}

function daysIn(stamp: string): number {
  const year = Number(stamp.slice(0, 4));
  const month = Number(stamp.slice(4, 6));
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isStamp(text: string): boolean {
  const month = Number(text.slice(4, 6));
  const day = Number(text.slice(6, 8));
  if (!/^\d{8}([01]\d|2[0-3])([0-5]\d){2}$/.test(text)) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(text);
}
