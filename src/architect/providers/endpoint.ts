export type Endpoint = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string };

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address that a key may be sent to: encrypted, unless it is this very machine. */
export function readEndpoint(text: string): Endpoint {
  const parts = /^(https?):\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?(\/[^\s?#]*)?$/i.exec(text.trim());
  if (parts === null) {
    return {
      ok: false,
      reason: 'The endpoint is not a plain web address. Write one such as `https://api.anthropic.com`.',
    };
  }
  const [, scheme = '', host = '', port = '', path = ''] = parts;
  if (scheme.toLowerCase() === 'http' && !loopback.has(host.toLowerCase())) {
    return { ok: false, reason: 'The endpoint is not encrypted, and the key would be readable. Use `https`.' };
  }
  return {
    ok: true,
    url: `${scheme}://${host}${port}${path.replace(/\/+$/, '')}`.replace(/^https?/i, (s) => s.toLowerCase()),
  };
}
