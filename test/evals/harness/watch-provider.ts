import type { ModelRequest, Provider, Usage } from '../../../src/architect/provider.ts';
import { addUsage, noUsage } from '../../../src/architect/chat/usage-totals.ts';

/** A provider that remembers what went through it. */
export interface WatchedProvider {
  readonly provider: Provider;
  readonly requests: readonly ModelRequest[];
  readonly usage: () => Usage;
}

export function watchProvider(inner: Provider): WatchedProvider {
  const requests: ModelRequest[] = [];
  let usage = noUsage;
  const provider: Provider = {
    ...inner,
    stream: async function* (request, signal) {
      requests.push(request);
      for await (const event of inner.stream(request, signal)) {
        if (event.kind === 'reply') usage = addUsage(usage, event.usage);
        yield event;
      }
    },
  };
  return { provider, requests, usage: () => usage };
}
