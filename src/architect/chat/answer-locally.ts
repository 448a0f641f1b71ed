import type { CommandOutput } from '../commands/command-output.ts';
import { defaultLimits } from '../turn/limits.ts';
import { ProposeEdits, type ProposingTurn } from '../turn/propose-edits.ts';

/** What answers a message without a model. */
export type LocalOutput = Exclude<CommandOutput, { readonly kind: 'prompt' }>;

/** An answer by itself, or edits that go through the same check and decision as a model's. Returns what came of it. */
export async function answerLocally(output: LocalOutput, turn: Omit<ProposingTurn, 'limits'>): Promise<string> {
  const { context, emit } = turn;
  if (output.markdown !== '') emit({ kind: 'text', text: output.markdown });
  if (output.kind === 'answer') return output.markdown;
  const { changes } = output;
  const id = context.clock.randomId();
  emit({ kind: 'call', id, tool: 'propose', risk: 'propose', title: changes.summary });
  // There is nobody to send it back to: what the check objects to is for the user to see.
  const edits = new ProposeEdits({ ...turn, limits: { ...defaultLimits, rounds: 0 } });
  const call = { kind: 'call', id, tool: 'propose', input: undefined } as const;
  const outcome = await edits.offer(call, { call: id }, { ok: true, changes });
  emit({ kind: 'called', id, text: outcome.text, isError: outcome.isError });
  return [output.markdown, outcome.text].filter((text) => text !== '').join('\n\n');
}
