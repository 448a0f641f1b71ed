import { Session, type Profiler } from 'node:inspector/promises';

export interface Turns {
  /** The longest time without a pause in which anything of the extension ran, in milliseconds of the extension's own. */
  readonly ours: number;
  /** The longest time without a pause, whoever took it. */
  readonly any: number;
}

/** Samples the thread while something happens, and tells how long it was busy at a stretch. */
export async function profile<T>(work: () => Promise<T>): Promise<Turns & { readonly result: T }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  const result = await work();
  const { profile: taken } = await session.post('Profiler.stop');
  session.disconnect();
  return { ...longestTurns(taken), result };
}

function longestTurns({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Turns {
  const ours = new Set<number>();
  const idle = new Set<number>();
  const visit = (id: number, isOurs: boolean): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const { functionName, url } = node.callFrame;
    const own = isOurs || url.endsWith('dist/extension.cjs');
    if (own) ours.add(id);
    if (functionName === '(idle)' || functionName === '(program)') idle.add(id);
    for (const child of node.children ?? []) visit(child, own);
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  if (nodes[0] !== undefined) visit(nodes[0].id, false);
  const longest = { ours: 0, any: 0 };
  let turn = { ours: 0, any: 0 };
  for (const [index, id] of samples.entries()) {
    if (idle.has(id)) turn = { ours: 0, any: 0 };
    const lasted = (timeDeltas[index + 1] ?? 0) / 1000;
    if (!idle.has(id)) turn.any += lasted;
    if (ours.has(id)) turn.ours += lasted;
    longest.ours = Math.max(longest.ours, turn.ours);
    longest.any = Math.max(longest.any, turn.any);
  }
  return longest;
}
