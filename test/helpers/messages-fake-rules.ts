import type { IncomingHttpHeaders } from 'node:http';

/** A request for a message, as far as the rules look at it. */
export interface RequestBody {
  readonly model: string;
  readonly max_tokens: number;
  readonly stream?: boolean;
  readonly system?: readonly WireBlock[];
  readonly tools?: readonly { readonly name: string; readonly input_schema: Readonly<Record<string, unknown>> }[];
  readonly messages: readonly WireMessage[];
  readonly [field: string]: unknown;
}

export interface WireMessage {
  readonly role: string;
  readonly content: string | readonly WireBlock[];
}

export interface WireBlock {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly tool_use_id?: string;
  readonly content?: unknown;
  readonly is_error?: boolean;
  readonly [field: string]: unknown;
}

export interface HttpFailure {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function apiError(
  status: number,
  type: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpFailure {
  return { status, message, headers, body: { type: 'error', error: { type, message }, request_id: 'req_fake' } };
}

/** What the API would say against a request; undefined when it keeps the rules. */
export function refusalOf(headers: IncomingHttpHeaders, body: RequestBody): HttpFailure | undefined {
  if (!(headers.authorization ?? '').startsWith('Bearer ')) {
    return apiError(401, 'authentication_error', 'missing credentials');
  }
  const complaint =
    headers['anthropic-version'] === undefined ? 'anthropic-version: header is required' : complaintAbout(body);
  return complaint === undefined ? undefined : apiError(400, 'invalid_request_error', complaint);
}

/** The first rule of the API that a request breaks. */
export function complaintAbout(body: RequestBody): string | undefined {
  if (typeof body.model !== 'string') return 'model: Field required';
  if (!Number.isInteger(body.max_tokens)) return 'max_tokens: Field required';
  if (!Array.isArray(body.messages) || body.messages.length === 0) return 'messages: at least one message is required';
  const marks = JSON.stringify(body).split('"cache_control":{').length - 1;
  if (marks > 4) return `A maximum of 4 blocks with cache_control may be provided. Found ${marks}.`;
  return complaintAboutTools(body) ?? complaintAboutMessages(body.messages);
}

function complaintAboutTools({ tools = [], system = [] }: RequestBody): string | undefined {
  if (tools.some(({ input_schema }) => input_schema.type !== 'object'))
    return 'tools: input_schema.type must be object';
  if (tools.some(({ name }) => !/^[\w-]{1,128}$/.test(name))) return 'tools: name has a wrong form';
  if (new Set(tools.map(({ name }) => name)).size !== tools.length) return 'tools: Tool names must be unique.';
  if (system.some(({ text = '' }) => text.trim() === '')) return 'system: text content blocks must be non-empty';
  return undefined;
}

function complaintAboutMessages(messages: readonly WireMessage[]): string | undefined {
  if (messages[0]?.role !== 'user') return 'messages: first message must use the user role';
  let pending: readonly string[] = [];
  for (const [index, { role, content }] of messages.entries()) {
    const at = `messages.${index}`;
    if (role !== 'user' && role !== 'assistant') return `${at}.role: bad role`;
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content } satisfies WireBlock] : content;
    const complaint = complaintAboutPairs(blocks, role, pending) ?? blocks.map(complaintAboutBlock).find(Boolean);
    if (complaint !== undefined) return `${at}: ${complaint}`;
    pending = blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => id ?? '');
    if (new Set(pending).size !== pending.length) return `${at}: \`tool_use\` ids must be unique`;
  }
  if (pending.length > 0) return `\`tool_use\` ids were found without \`tool_result\` blocks: ${pending.join(', ')}`;
  // The last word has to be the user's: the newer models take no beginning of an answer.
  return messages.at(-1)?.role === 'user' ? undefined : 'the conversation must end with a user message';
}

/** Every call is answered at the beginning of the very next message, and nothing else is answered. */
function complaintAboutPairs(
  blocks: readonly WireBlock[],
  role: string,
  pending: readonly string[],
): string | undefined {
  if (blocks.length === 0) return 'content must be non-empty';
  const results = blocks.filter(({ type }) => type === 'tool_result').map(({ tool_use_id }) => tool_use_id ?? '');
  const missing = pending.filter((id) => role !== 'user' || !results.includes(id));
  if (missing.length > 0) {
    return `\`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}`;
  }
  const orphan = results.find((id) => !pending.includes(id));
  if (orphan !== undefined) return `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${orphan}`;
  if (new Set(results).size !== results.length) return 'each `tool_use` must have a single result';
  const leading = blocks.slice(0, results.length).every(({ type }) => type === 'tool_result');
  return leading ? undefined : '`tool_result` blocks must come first';
}

function complaintAboutBlock(block: WireBlock): string | undefined {
  switch (block.type) {
    case 'text':
      return (block.text ?? '').trim() === '' ? 'text content blocks must contain non-whitespace text' : undefined;
    case 'thinking':
      return typeof block.signature === 'string' && block.signature !== ''
        ? undefined
        : 'thinking.signature: Field required';
    case 'redacted_thinking':
      return typeof block.data === 'string' ? undefined : 'redacted_thinking.data: Field required';
    case 'tool_use':
      return typeof block.input === 'object' && block.input !== null && !Array.isArray(block.input)
        ? undefined
        : 'tool_use.input: Input should be a valid dictionary';
    case 'tool_result':
      return undefined;
    default:
      return `${block.type}: unknown block`;
  }
}
