import { workspace, type Disposable } from 'vscode';
import { Chat } from '../../architect/chat.ts';
import type { Activity, ChatEvent } from '../../architect/chat/chat-event.ts';
import type { ChatState } from '../../architect/chat/chat-state.ts';
import type { CommandOutput } from '../../architect/commands/command-output.ts';
import { parseCommand, type ParsedCommand } from '../../architect/commands/command.ts';
import { answer } from '../../architect/commands/command-output.ts';
import { runCommand } from '../../architect/commands/run-command.ts';
import { describeVerdict } from '../../architect/edits/describe-verdict.ts';
import { splitHunks, takeHunks } from '../../architect/edits/hunks.ts';
import { verifyChanges } from '../../architect/edits/verify-changes.ts';
import { createAskUser } from '../../architect/plan/ask-user.ts';
import { createReadPlan, createUpdatePlan } from '../../architect/plan/plan-tools.ts';
import { createProposeBlueprint } from '../../architect/plan/propose-blueprint.ts';
import { judgeChanges } from '../../architect/safety/judge-changes.ts';
import { createReadSkill } from '../../architect/skills/read-skill.ts';
import { createReadUsageRules } from '../../architect/skills/read-usage-rules.ts';
import type { Tool } from '../../architect/tool.ts';
import { coreTools } from '../../architect/tools/registry.ts';
import { createSeenFiles } from '../../architect/tools/seen.ts';
import type { Review } from '../../architect/turn/review.ts';
import type { Proofs } from '../../postgres/proofs.ts';
import type { ProjectPlace } from '../project-place.ts';
import type { EditReview } from './edits/edit-review.ts';
import type { EditorPlace } from './editor-place.ts';
import type { ModelChoice } from './model-choice.ts';
import type { PlanFiles } from './plan-files.ts';
import type { ProjectPorts } from './ports/project-ports.ts';
import { Proposals } from './proposals.ts';
import { createSystemSource } from './system-prompt-source.ts';

export interface ConversationOptions {
  readonly place: ProjectPlace;
  readonly ports: ProjectPorts;
  readonly proofs: Proofs;
  readonly models: ModelChoice;
  readonly plans: PlanFiles;
  readonly diffs: EditReview;
  /** Where the user is in the project. */
  readonly cursor: () => EditorPlace | undefined;
  readonly onEvent: (event: ChatEvent) => void;
  /** Something beside the conversation is to be shown otherwise. */
  readonly onChange: () => void;
  /** One that was kept. */
  readonly state?: ChatState;
}

const review: Review = { verifyChanges, splitHunks, takeHunks, describeVerdict };
const isTrusted = (): boolean => workspace.isTrusted;

/** One conversation about one project: the engine with all that it needs of the editor. */
export class Conversation implements Disposable {
  readonly id: string;
  readonly chat: Chat;
  readonly proposals: Proposals;
  readonly #options: ConversationOptions;
  readonly #plan: Disposable;
  /** What somebody is asked to decide right now. */
  #approval: string | undefined;

  constructor(options: ConversationOptions) {
    const { place, ports, proofs, models, plans, diffs, state } = options;
    const { files, facts, runner, clock, rulePages } = ports;
    const id = state?.id ?? clock.randomId();
    this.id = id;
    this.#options = options;
    this.chat = new Chat({
      id,
      model: () => models.current(),
      tools: toolsOf(id, ports, plans),
      system: createSystemSource(ports),
      review,
      ports: { files, facts, runner, proofs, clock, rulePages, seen: createSeenFiles() },
      warningsFor: (changes) => {
        const verdict = judgeChanges(changes, { phase: 'free', migrations: facts.migrations });
        return verdict.ok ? verdict.warnings : [verdict.reason];
      },
      command: (text) => {
        const command = parseCommand(text);
        return command && (() => this.#run(command));
      },
      onEvent: (event) => this.#heard(event),
      ...(state === undefined ? {} : { state }),
    });
    this.proposals = new Proposals({ chat: this.chat, place, facts, review, diffs, onChange: options.onChange });
    this.#plan = plans.add(id, this.chat);
  }

  get activity(): Activity {
    return this.chat.snapshot().activity;
  }

  dispose(): void {
    if (this.#approval !== undefined) this.proposals.close(this.#approval);
    this.#plan.dispose();
  }

  async #run(command: ParsedCommand): Promise<CommandOutput> {
    const { ports, cursor } = this.#options;
    const { files, facts, clock, rulePages, changed } = ports;
    const active = cursor();
    const output = await runCommand(command, { files, facts, clock, rulePages, changed, active });
    if (output.kind !== 'changes') return output;
    if (!isTrusted()) return answer(`${output.markdown}\n\nThis workspace is not trusted, so nothing is edited in it.`);
    // The phases are for the model; what the user asks for by name is theirs to decide.
    const verdict = judgeChanges(output.changes, { phase: 'free', migrations: facts.migrations });
    return verdict.ok ? output : answer(verdict.reason);
  }

  #heard(event: ChatEvent): void {
    if (event.kind === 'turn-event') {
      const { event: inner } = event;
      const isAsking = inner.kind === 'approve-edits' || inner.kind === 'approve-run';
      if (isAsking || inner.kind === 'decided' || inner.kind === 'ended')
        this.#settle(isAsking ? inner.approval : undefined);
    }
    this.#options.onEvent(event);
  }

  #settle(next: string | undefined): void {
    if (this.#approval !== undefined) this.proposals.close(this.#approval);
    this.#approval = next;
  }
}

function toolsOf(id: string, ports: ProjectPorts, plans: PlanFiles): readonly Tool[] {
  const plan = plans.documentOf(id);
  return [
    ...coreTools,
    createReadSkill(ports.skillPages, isTrusted),
    createReadUsageRules(ports.guidance, isTrusted),
    createAskUser(),
    createReadPlan(plan),
    createUpdatePlan(plan),
    createProposeBlueprint(),
  ];
}
