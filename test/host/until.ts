/** Resolves when the condition holds; machines differ too much for fixed pauses. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  patience = 45_000,
): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${patience / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
