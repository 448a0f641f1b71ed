import type { ChangedFile, Decision } from '../../architect/change-set.ts';
import type { Chat } from '../../architect/chat.ts';
import { describeVerdict } from '../../architect/edits/describe-verdict.ts';
import { judgeChanges } from '../../architect/safety/judge-changes.ts';
import { chooseChanges } from '../../architect/turn/choose-changes.ts';
import type { Review } from '../../architect/turn/review.ts';
import { viewVerdict } from '../../webviews/answer-parts.ts';
import type { ProjectPlace } from '../project-place.ts';
import type { EditReview } from './edits/edit-review.ts';
import type { ProjectPorts } from './ports/project-ports.ts';
import type { ChosenCheck } from './view-state.ts';

interface Context {
  readonly chat: Chat;
  readonly facts: ProjectPorts['facts'];
  readonly review: Review;
  readonly diffs: EditReview;
  readonly place: ProjectPlace;
  /** A check is other than before. */
  readonly onChange: () => void;
}

/** What the user makes of a proposal before they decide: which parts they choose, and what they write into it. */
export class Proposals {
  readonly #context: Context;
  #checks: ReadonlyMap<string, ChosenCheck> = new Map();
  #number = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** By approval; another map whenever one is different. */
  get checks(): ReadonlyMap<string, ChosenCheck> {
    return this.#checks;
  }

  /** Shows the texts of a proposal as the editor's own diff; false when they are not known any more. */
  async show(approval: string, hunk?: string): Promise<boolean> {
    const { chat, diffs, place } = this.#context;
    const changes = chat.proposal(approval);
    if (changes === undefined) return false;
    const chosen = this.#chosen(approval);
    return diffs.open({ approval, place, changes, chosen, ...(hunk === undefined ? {} : { hunk }) });
  }

  /** Checks what is chosen, with what the user wrote; the last choice counts. */
  async choose(approval: string, hunks: readonly string[]): Promise<void> {
    const { chat, facts, review, diffs } = this.#context;
    const changes = chat.proposal(approval);
    if (changes === undefined) return;
    const number = ++this.#number;
    this.#set(approval, { hunks, verdict: undefined });
    diffs.update(approval, { chosen: hunks, status: 'What you chose is being checked.' });
    const choice = chooseChanges(changes, this.#accepting(approval, hunks), review);
    if (!choice.ok || choice.changes.files.length === 0) return;
    const verdict = await review.verifyChanges(facts, choice.changes);
    if (number !== this.#number || chat.proposal(approval) !== changes) return;
    this.#set(approval, { hunks, verdict: viewVerdict(verdict) });
    diffs.update(approval, { status: describeVerdict(verdict).split('\n')[0] ?? '' });
  }

  /** The user wrote something into the proposal. */
  edited(approval: string): Promise<void> {
    return this.choose(approval, this.#chosen(approval));
  }

  /** What an acceptance comes to, or why it may not be: what the user wrote is judged as a proposal is. */
  accept(
    approval: string,
    hunks: readonly string[] | 'all' = this.#chosen(approval),
  ): { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly reason: string } {
    const { chat, facts } = this.#context;
    const decision = this.#accepting(approval, hunks);
    // A program, or what is not asked any more: there are no texts to judge.
    if (chat.proposal(approval) === undefined || decision.edited.length === 0) return { ok: true, decision };
    // The phases are for the model; these words are the user's.
    const verdict = judgeChanges({ files: decision.edited }, { phase: 'free', migrations: facts.migrations });
    return verdict.ok ? { ok: true, decision } : verdict;
  }

  /** It was decided, or is void. */
  close(approval: string): void {
    void this.#context.diffs.close(approval);
    if (!this.#checks.has(approval)) return;
    this.#checks = new Map([...this.#checks].filter(([other]) => other !== approval));
    this.#context.onChange();
  }

  #accepting(approval: string, hunks: readonly string[] | 'all'): Decision & { readonly kind: 'accept' } {
    const edited: readonly ChangedFile[] = this.#context.diffs.edited(approval) ?? [];
    return { kind: 'accept', hunks, edited };
  }

  #chosen(approval: string): readonly string[] {
    const { chat, review } = this.#context;
    const changes = chat.proposal(approval);
    const all = changes === undefined ? [] : review.splitHunks(changes).map(({ id }) => id);
    return this.#checks.get(approval)?.hunks ?? all;
  }

  #set(approval: string, check: ChosenCheck): void {
    this.#checks = new Map([...this.#checks, [approval, check]]);
    this.#context.onChange();
  }
}
