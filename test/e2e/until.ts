/** The first value of `read` that is neither undefined nor false; machines differ too much for fixed pauses. */
export async function until<T>(
  what: string,
  read: () => Promise<T | undefined | false>,
  patience = 60_000,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${patience / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
