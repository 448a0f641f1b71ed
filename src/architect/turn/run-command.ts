import type { CallBlock } from '../conversation.ts';
import type { Command, RunResult } from '../ports.ts';
import { redact } from '../safety/redact.ts';
import type { RunTool } from '../tool.ts';
import { printRun } from '../tools/print-run.ts';
import { canonical } from './canonical.ts';
import { interrupted } from './repair.ts';
import { failed, type Outcome, type Turn } from './turn.ts';
import { unlessStopped } from './unless-stopped.ts';

/** Starts a program, after the user has seen exactly what would be started. There is no other way to one. */
export async function runCommand(turn: Turn, call: CallBlock, tool: RunTool<never>, input: never): Promise<Outcome> {
  const { approvals, context, emit } = turn;
  const planned = await tool.command(input, context);
  if (!planned.ok) return failed(planned.reason);
  const { command } = planned;
  const content = (): string => canonical({ tool: tool.name, input, command });
  const asked = approvals.ask(content());
  const { program, args, folder } = command;
  emit({ kind: 'approve-run', call: call.id, approval: asked.id, program, args: [...args], folder });
  const decision = await unlessStopped(asked.decision, context.signal);
  if (decision === undefined || context.signal.aborted) {
    approvals.withdraw(asked.id);
    emit({ kind: 'decided', call: call.id, outcome: 'void' });
    return failed(interrupted);
  }
  const holds = approvals.redeem(asked.id, content());
  if (decision.kind === 'refuse' || !holds) {
    emit({ kind: 'decided', call: call.id, outcome: 'refused' });
    return failed(decision.kind === 'refuse' ? refusal(decision.reason) : changedMeanwhile);
  }
  emit({ kind: 'decided', call: call.id, outcome: 'approved' });
  return outcomeOf(turn, command, await context.runner.run(command, context.signal, shower(turn, call)));
}

const changedMeanwhile = 'The command changed after the user was asked, so it was not run. Make the call again.';

function refusal(reason: string): string {
  return `The user refused to run this${reason.trim() === '' ? '.' : `: ${reason.trim()}`} Nothing was run.`;
}

/** Shows as much output as a result may have; a program can print without end. */
function shower({ emit, limits }: Turn, { id }: CallBlock): (text: string) => void {
  let left = limits.result;
  return (text) => {
    const shown = redact(text.slice(0, left));
    left -= text.length;
    if (shown !== '') emit({ kind: 'output', call: id, text: shown });
  };
}

function outcomeOf({ context }: Turn, command: Command, result: RunResult): Outcome {
  const clean = 'output' in result ? { ...result, output: redact(result.output) } : result;
  const { text, isError } = printRun(command, clean, context);
  return { text, isError: isError ?? false };
}
