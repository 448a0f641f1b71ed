import type { CallBlock } from '../conversation.ts';
import { bounded } from '../safety/bounded.ts';
import type { Tool } from '../tool.ts';
import { toolsFor } from './describe-tools.ts';
import { ProposeEdits } from './propose-edits.ts';
import { RepeatGuard } from './repeat-guard.ts';
import { runCommand } from './run-command.ts';
import { failed, type Outcome, type Turn } from './turn.ts';
import { unlessStopped } from './unless-stopped.ts';

/** Answers the calls of one turn. The tool's risk decides how, and nothing that the model says. */
export class CallTool {
  readonly #turn: Turn;
  readonly #guard: RepeatGuard;
  readonly #edits: ProposeEdits;

  constructor(turn: Turn) {
    this.#turn = turn;
    this.#guard = new RepeatGuard(turn.limits.repeats);
    this.#edits = new ProposeEdits(turn);
  }

  async answer(call: CallBlock): Promise<Outcome> {
    const tool = this.#find(call);
    if (typeof tool === 'string') return this.skip(call, tool);
    const input = tool.input.safeParse(call.input);
    if (!input.success) return this.skip(call, invalidInput(call, input.error.issues));
    this.#announce(call, tool, tool.title(input.data));
    const outcome = this.#guard.isStuck(call)
      ? failed(`This very call was answered ${this.#turn.limits.repeats} times. Do something else, or ask the user.`)
      : await this.#run(call, tool, input.data);
    return this.#finish(call, outcome);
  }

  /** Answers without running anything. */
  skip(call: CallBlock, reason: string): Outcome {
    this.#announce(call, undefined, call.tool);
    return this.#finish(call, failed(reason));
  }

  #find({ tool: name }: CallBlock): Tool | string {
    const { tools, context } = this.#turn;
    const tool = tools.find((other) => other.name === name);
    const offered = toolsFor(context.phase, tools).map((other) => other.name);
    if (tool === undefined) return `There is no tool \`${name}\`. Tools: ${offered.sort().join(', ')}.`;
    if (offered.includes(name)) return tool;
    return `\`${name}\` is not offered in the phase \`${context.phase}\`. Tools: ${offered.sort().join(', ')}.`;
  }

  async #run(call: CallBlock, tool: Tool, input: never): Promise<Outcome> {
    try {
      switch (tool.risk) {
        case 'read': {
          const result = await unlessStopped(tool.run(input, this.#turn.context), this.#turn.context.signal);
          if (result === undefined) return failed('Interrupted by the user while this ran. It changes nothing.');
          return { text: result.text, isError: result.isError ?? false };
        }
        case 'run': {
          const outcome = await runCommand(this.#turn, call, tool, input);
          this.#guard.reset();
          return outcome;
        }
        case 'propose': {
          const { didChange, ...outcome } = await this.#edits.propose(call, tool, input);
          if (didChange) this.#guard.reset();
          return outcome;
        }
      }
    } catch (error) {
      return failed(`The tool failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #announce({ id, tool: name }: CallBlock, tool: Tool | undefined, title: string): void {
    this.#turn.emit({ kind: 'call', id, tool: name, risk: tool?.risk ?? 'read', title });
  }

  #finish({ id }: CallBlock, { text, isError }: Outcome): Outcome {
    const { text: kept, note } = bounded(text, this.#turn.limits.result, 'Ask for less.');
    const whole = note === undefined ? kept : `${kept}\n(${note})`;
    const outcome = { text: whole.trim() === '' ? '(Nothing.)' : whole, isError };
    this.#turn.emit({ kind: 'called', id, ...outcome });
    return outcome;
  }
}

function invalidInput(
  { input }: CallBlock,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  if (input === undefined) return 'The input is not valid JSON. Make the call again.';
  const lines = issues.map(({ path, message }) => `- ${path.length === 0 ? '(input)' : path.join('.')}: ${message}`);
  return ['The input is not valid:', ...lines].join('\n');
}
