import type { LookUp } from '../../../architect/context/look-up.ts';
import type { ModelRequest } from '../../../architect/provider.ts';
import type { Phase } from '../../../architect/tool.ts';
import { createSystemSource } from '../system-prompt-source.ts';

/** What differs in a chat that is not ours; it stands last, and over what was said before. */
const inForeignChat = `# Where you are

You answer in the chat view of VS Code, not in your own panel. Here you can only look: whatever is said above, no tool proposes edits, runs programs, proposes a blueprint, asks with options or keeps a plan. What would go into the plan or a blueprint stands in your answer, and a question to the user ends it. When files should be changed, say what and why, and call open_architect once with the task; do not print whole files in place of it. Places written as path:line become links.`;

/** The system prompt of one request in VS Code's chat. */
export async function participantPrompt(lookUp: LookUp, phase: Phase): Promise<ModelRequest['system']> {
  const system = await createSystemSource(lookUp)({ phase });
  return [...system, { text: inForeignChat, isStable: true }];
}
