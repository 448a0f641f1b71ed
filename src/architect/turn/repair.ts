import type { Block, CallBlock, Message, ResultBlock } from '../conversation.ts';

export const interrupted = 'Interrupted by the user before this tool ran. Nothing was changed.';

/**
 * The messages as any provider takes them, whatever happened to the conversation: the user begins, every call is
 * answered once at the start of the very next message, nothing else is answered, no text is empty, and thinking goes
 * back only to whom it came from. What is right already stays as it is, so that the beginning keeps its bytes.
 */
export function repair(messages: readonly Message[], provider: string): readonly Message[] {
  const repaired: Message[] = [];
  let open: readonly CallBlock[] = [];
  for (const { role, blocks } of messages) {
    const clean = blocks.filter((block) => isSendable(block, role, provider));
    if (role === 'assistant') {
      if (open.length > 0) repaired.push({ role: 'user', blocks: answers(open, []) });
      if (clean.length === 0 || repaired.length === 0) {
        open = [];
        continue;
      }
      repaired.push({ role, blocks: clean });
      open = clean.filter((block) => block.kind === 'call');
      continue;
    }
    const rest = clean.filter((block) => block.kind !== 'result');
    const user = [...answers(open, clean), ...rest];
    if (user.length > 0) repaired.push({ role, blocks: user });
    open = [];
  }
  if (open.length > 0) repaired.push({ role: 'user', blocks: answers(open, []) });
  return repaired;
}

function isSendable(block: Block, role: Message['role'], provider: string): boolean {
  switch (block.kind) {
    case 'text':
      return block.text.trim() !== '';
    case 'thinking':
      return role === 'assistant' && block.provider === provider && block.seal !== '';
    case 'call':
      return role === 'assistant';
    case 'result':
      return role === 'user';
  }
}

/** One result for each call, in the order of the calls. */
function answers(calls: readonly CallBlock[], blocks: readonly Block[]): readonly ResultBlock[] {
  const results = blocks.filter((block) => block.kind === 'result');
  return calls.map(
    ({ id }) =>
      results.find(({ call }) => call === id) ?? { kind: 'result', call: id, text: interrupted, isError: true },
  );
}
