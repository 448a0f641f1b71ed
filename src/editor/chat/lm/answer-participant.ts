import { commandNames, type CommandName } from '../../../architect/commands/command.ts';
import { runCommand } from '../../../architect/commands/run-command.ts';
import type { ChangeSet } from '../../../architect/change-set.ts';
import { plural } from '../../../base/names.ts';
import { askInChat } from './ask-in-chat.ts';
import type {
  ParticipantProject,
  ParticipantRequest,
  ParticipantResult,
  ParticipantSink,
} from './participant-request.ts';

const notTrusted =
  'No model is asked in a workspace that is not trusted. `/review`, `/explain` and `/help` need none and work here.';

/** Answers what somebody asks `@ash`: commands by themselves where they can, else with the model that the user chose. */
export async function answerParticipant(
  request: ParticipantRequest,
  project: ParticipantProject,
  sink: ParticipantSink,
  signal: AbortSignal,
): Promise<ParticipantResult> {
  const command = commandOf(request);
  const output =
    command === undefined
      ? ({ kind: 'prompt', phase: 'free', prompt: request.prompt } as const)
      : await runCommand({ kind: 'command', name: command, rest: request.prompt.trim() }, project.commands);
  if (output.kind !== 'prompt') {
    sink.text(output.markdown);
    if (output.kind === 'changes') offerFix(output.changes, request.prompt, project, sink);
    return { command, isLocal: true, error: undefined };
  }
  if (!project.isTrusted) return { command, isLocal: true, error: notTrusted };
  const error = await askInChat(output.prompt, output.phase, request, project, sink, signal);
  return { command, isLocal: false, error };
}

/** Whoever asks nothing wants to know what there is to ask. */
function commandOf({ command, prompt, references }: ParticipantRequest): CommandName | undefined {
  const isEmpty = command === undefined && prompt.trim() === '' && references.length === 0;
  return isEmpty ? 'help' : commandNames.find((name) => name === command);
}

/** Edits are shown and decided on in the panel; here it says where they are. */
function offerFix(
  { files }: ChangeSet,
  prompt: string,
  { isTrusted }: ParticipantProject,
  sink: ParticipantSink,
): void {
  const list = files.map(({ path }) => `- \`${path}\``).join('\n');
  sink.text(`\n\n${files.length} ${plural('file', files.length)} would change:\n\n${list}\n\n`);
  if (isTrusted) sink.handOver(`/fix ${prompt}`.trim());
  else sink.text('Nothing is written in a workspace that is not trusted.');
}
