import type { ChangeSet, Decision, Hunk, Verdict } from '../change-set.ts';
import type { CallBlock } from '../conversation.ts';
import type { Proposed, ProposeTool } from '../tool.ts';
import { canonical } from './canonical.ts';
import { chooseChanges } from './choose-changes.ts';
import { interrupted } from './repair.ts';
import { reportEdits } from './report-edits.ts';
import { failed, type Outcome, type Turn } from './turn.ts';
import { unlessStopped } from './unless-stopped.ts';

export interface EditOutcome extends Outcome {
  readonly didChange: boolean;
}

/** What proposals need of a turn; no model is among it. */
export type ProposingTurn = Pick<
  Turn,
  'applied' | 'approvals' | 'context' | 'emit' | 'limits' | 'proposed' | 'review' | 'warningsFor'
>;

const nothing = (reason: string): EditOutcome => ({ ...failed(reason), didChange: false });

/** Where a proposal stands: what would be written now, and what the user made of it so far. */
interface Standing {
  readonly changes: ChangeSet;
  readonly verdict: Verdict;
  readonly refused: readonly Hunk[];
  readonly rewritten: readonly Hunk[];
  readonly reasons: readonly string[];
  /** What is told along with the edits, whatever is chosen of them. */
  readonly warnings: readonly string[];
}

/** Takes proposals through check, decision and writing. Nothing is written whose verdict the user did not see. */
export class ProposeEdits {
  readonly #turn: ProposingTurn;
  /** Proposals in a row that went back to the model. */
  #sentBack = 0;

  constructor(turn: ProposingTurn) {
    this.#turn = turn;
  }

  async propose(call: CallBlock, tool: ProposeTool<never>, input: never): Promise<EditOutcome> {
    const { context } = this.#turn;
    const proposed = await unlessStopped(tool.propose(input, context), context.signal);
    if (proposed === undefined) return nothing(interrupted);
    return this.offer(call, { tool: tool.name, input }, proposed);
  }

  /** `origin` tells whose proposal it is; an approval holds for it, too. */
  async offer(call: CallBlock, origin: unknown, proposed: Proposed): Promise<EditOutcome> {
    const { limits, review } = this.#turn;
    if (!proposed.ok) return nothing(proposed.reason);
    const changes = withoutIdentical(proposed.changes);
    if (changes.files.length === 0) return nothing('This changes nothing: the files already have this text.');
    const verdict = await this.#verify(changes);
    if (verdict === undefined) return nothing(interrupted);
    if (!verdict.isAcceptable && this.#sentBack < limits.rounds) {
      this.#sentBack++;
      return nothing(
        `Not shown to the user and not applied, since the check objects.\n${review.describeVerdict(verdict)}`,
      );
    }
    this.#sentBack = 0;
    const warnings = proposed.warnings ?? [];
    return this.#settle(call, origin, { changes, verdict, refused: [], rewritten: [], reasons: [], warnings });
  }

  /** Asks until what the user chose is what they saw the verdict of, or passes by itself. */
  async #settle(call: CallBlock, origin: unknown, first: Standing): Promise<EditOutcome> {
    const { context, emit, review } = this.#turn;
    let standing = first;
    for (;;) {
      const decision = await this.#ask(call, origin, standing, standing === first);
      if (typeof decision === 'string') return nothing(decision);
      if (decision.kind === 'refuse') return this.#refused(call, decision.reason);
      const choice = chooseChanges(standing.changes, decision, review);
      if (!choice.ok) return this.#refused(call, choice.reason);
      const reasons = decision.reason === undefined ? standing.reasons : [...standing.reasons, decision.reason];
      if (choice.changes.files.length === 0) return this.#refused(call, reasons.join(' '));
      const refused = [...standing.refused, ...choice.refused];
      const rewritten = [...standing.rewritten, ...choice.rewritten];
      const isAsShown = canonical(choice.changes.files) === canonical(standing.changes.files);
      standing = { ...standing, changes: choice.changes, refused, rewritten, reasons };
      if (isAsShown) break;
      const verdict = await this.#verify(choice.changes);
      if (verdict === undefined || context.signal.aborted) return this.#void(call);
      emit({ kind: 'verified', call: call.id, verdict });
      standing = { ...standing, verdict };
      if (verdict.isAcceptable) break;
    }
    return this.#apply(call, standing);
  }

  /** The decision, or why there is none. */
  async #ask(
    call: CallBlock,
    origin: unknown,
    { changes, verdict, warnings: told }: Standing,
    isFirst: boolean,
  ): Promise<Decision | string> {
    const { approvals, context, emit, proposed, review, warningsFor } = this.#turn;
    const content = (): string => canonical({ origin, changes });
    const asked = approvals.ask(content());
    const all = [
      ...(isFirst ? [] : ['What was chosen does not pass the check by itself. Nothing is written yet.']),
      ...told,
      ...(warningsFor?.(changes) ?? []),
    ];
    const warnings = [...new Set(all)];
    proposed?.(asked.id, changes);
    const hunks = review.splitHunks(changes);
    const { summary } = changes;
    emit({ kind: 'approve-edits', call: call.id, approval: asked.id, summary, hunks, verdict, warnings });
    const decision = await unlessStopped(asked.decision, context.signal);
    if (decision === undefined || context.signal.aborted) {
      approvals.withdraw(asked.id);
      return this.#void(call).text;
    }
    if (approvals.redeem(asked.id, content())) return decision;
    emit({ kind: 'decided', call: call.id, outcome: 'refused' });
    return 'The edits changed after the user was asked, so they were not applied. Propose them again.';
  }

  async #apply(call: CallBlock, { changes, verdict, refused, rewritten, reasons }: Standing): Promise<EditOutcome> {
    const { applied, context, emit, review } = this.#turn;
    const files = changes.files.map(({ path, before, after }) => ({ path, before, after }));
    // Not broken off by a stop: it is one step, and what it did has to be known.
    const result = await context.files.apply(files, changes.summary);
    if (!result.ok) {
      emit({ kind: 'decided', call: call.id, outcome: 'stale' });
      const stale = result.stale.length === 0 ? '' : ` Changed meanwhile: ${result.stale.join(', ')}.`;
      return nothing(
        `The user accepted, but nothing was applied: ${result.reason}${stale} Read the files again and propose anew.`,
      );
    }
    const { differing = [] } = result;
    applied(
      files.map((file) => differing.find(({ path }) => path === file.path) ?? file),
      changes.summary,
    );
    const isWhole = refused.length === 0 && rewritten.length === 0;
    emit({ kind: 'decided', call: call.id, outcome: isWhole ? 'applied' : 'partly' });
    const hunks = review.splitHunks(changes);
    const text = reportEdits({
      changes,
      applied: hunks,
      refused,
      rewritten,
      reasons,
      differing: differing.map(({ path }) => path),
      verdict: review.describeVerdict(verdict),
    });
    return { text, isError: false, didChange: true };
  }

  #refused(call: CallBlock, reason: string): EditOutcome {
    this.#turn.emit({ kind: 'decided', call: call.id, outcome: 'refused' });
    const why = reason.trim() === '' ? ' without a reason.' : `: ${reason.trim()}`;
    return nothing(`The user refused these edits${why}\nNothing was changed.`);
  }

  #void(call: CallBlock): EditOutcome {
    this.#turn.emit({ kind: 'decided', call: call.id, outcome: 'void' });
    return nothing('Interrupted by the user before they decided. Nothing was changed.');
  }

  #verify(changes: ChangeSet): Promise<Verdict | undefined> {
    const { context, review } = this.#turn;
    return unlessStopped(review.verifyChanges(context.facts, changes), context.signal);
  }
}

function withoutIdentical(changes: ChangeSet): ChangeSet {
  return { ...changes, files: changes.files.filter(({ before, after }) => before !== after) };
}
