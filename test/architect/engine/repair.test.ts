import { describe, expect, it } from 'vitest';
import type { Block, Message } from '../../../src/architect/conversation.ts';
import { wireRequest } from '../../../src/architect/providers/anthropic-request.ts';
import { repair } from '../../../src/architect/turn/repair.ts';
import { complaintAbout, type RequestBody } from '../../helpers/messages-fake-rules.ts';
import { randomFrom } from './random.ts';
import { userSays } from './fixtures.ts';

const complaint = (messages: readonly Message[]): string | undefined => {
  const request = wireRequest({ model: 'm', system: [], tools: [], maxOutput: 1, messages });
  return complaintAbout(request as unknown as RequestBody);
};

describe('repair', () => {
  it('leaves what is right as it is', () => {
    const messages: Message[] = [
      userSays('a'),
      {
        role: 'assistant',
        blocks: [
          { kind: 'thinking', provider: 'anthropic', text: 'hm', seal: 's' },
          { kind: 'call', id: '1', tool: 'read', input: {} },
        ],
      },
      {
        role: 'user',
        blocks: [
          { kind: 'result', call: '1', text: 'x', isError: false },
          { kind: 'text', text: 'b' },
        ],
      },
    ];
    expect(repair(messages, 'anthropic')).toEqual(messages);
  });

  it('drops thinking of another provider, and all of a message that had nothing else', () => {
    const thinking: Block = { kind: 'thinking', provider: 'vscode', text: 'hm', seal: 's' };
    expect(repair([userSays('a'), { role: 'assistant', blocks: [thinking] }, userSays('b')], 'anthropic')).toEqual([
      ...[userSays('a'), userSays('b')],
    ]);
  });

  it('makes of any history one that the API takes, and that stays as it is', () => {
    for (let seed = 1; seed <= 3000; seed++) {
      const random = randomFrom(seed);
      const history: Message[] = [...Array.from({ length: random(7) }, () => anyMessage(random)), userSays('now')];
      const repaired = repair(history, 'anthropic');
      expect(complaint(repaired), `seed ${seed}`).toBeUndefined();
      expect(repair(repaired, 'anthropic'), `seed ${seed}`).toEqual(repaired);
    }
  });
});

/** Anything that a crash, an edit or another provider may have left. Ids are unique as providers make them. */
function anyMessage(random: (below: number) => number): Message {
  const role = random(2) === 0 ? 'user' : 'assistant';
  const blocks = Array.from({ length: random(4) }, () => anyBlock(random));
  const calls = new Set<string>();
  return {
    role,
    blocks: blocks.filter((block) => block.kind !== 'call' || (!calls.has(block.id) && calls.add(block.id))),
  };
}

function anyBlock(random: (below: number) => number): Block {
  const id = String(random(4));
  switch (random(5)) {
    case 0:
      return { kind: 'text', text: ['', ' \n', 'words'][random(3)]! };
    case 1:
      return {
        kind: 'thinking',
        provider: ['anthropic', 'vscode'][random(2)]!,
        text: 'hm',
        seal: ['', 's'][random(2)]!,
      };
    case 2:
      return { kind: 'call', id, tool: 'read', input: [{}, undefined, 'x', []][random(4)] };
    default:
      return { kind: 'result', call: id, text: 'x', isError: false };
  }
}
