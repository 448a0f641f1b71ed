/** What the SDK may say. It also adds headers that the environment names, and what it knows of this machine. */
const allowed = new Set(['accept', 'content-type']);

/** The form of requests and replies that is understood here. */
const version = '2026-10-21';

/**
 * A fetch that sends the key and headers that are known, to the endpoint and nowhere else; redirects would hand the
 * conversation on. `onBytes` hears whenever something of an answer arrives, also what the SDK keeps to itself.
 */
export function guardedFetch(
  underlying: typeof fetch,
  endpoint: string,
  key: string,
  onBytes: () => void,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  const base = new URL(endpoint).href.replace(/\/$/, '');
  return async (input, init = {}) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    if (!url.startsWith(`${base}/`)) throw new Error('The request was meant for another address than the endpoint.');
    const headers = new Headers({ authorization: `Bearer ${key}`, 'anthropic-version': version });
    new Headers(init.headers).forEach((value, name) => {
      if (allowed.has(name)) headers.set(name, value);
    });
    const response = await underlying(url, { ...init, headers, redirect: 'error' });
    return response.body === null ? response : watched(response, response.body, onBytes);
  };
}

function watched(response: Response, body: ReadableStream<Uint8Array>, onBytes: () => void): Response {
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      onBytes();
      controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body.pipeThrough(tap), { status, statusText, headers });
}
