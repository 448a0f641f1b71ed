import type { ApprovalStatus, PartOf } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element, setAttribute, setText } from '../element.ts';
import { icon } from '../icons.ts';
import type { View } from '../keyed-list.ts';
import type { PanelContext } from '../panel-context.ts';
import { sentence } from '../sentence.ts';
import { createApprovalFrame } from './approval.ts';
import { createHunk, type HunkView } from './hunk.ts';
import type { ShownPart } from './part-view.ts';
import { keyHints } from './run-card.ts';
import { verdictElement } from './verdict.ts';

const outcomes: Readonly<Record<ApprovalStatus, string>> = {
  open: 'Waits for you',
  approved: 'You chose a part of it',
  applied: 'Applied',
  partly: 'Applied in part',
  refused: 'You refused it',
  stale: 'Not applied: the files changed meanwhile',
  void: 'Not applied: the turn ended',
};

/** Of how many proposals the view knows what was left out. */
const remembered = 50;

/** Asks which edits shall be applied. All are chosen at first; nothing is applied before the button says so. */
export function createEditsCard(context: PanelContext): View<ShownPart> {
  const { post, memory } = context;
  let part: PartOf<'edits'> | undefined;
  let hunks: readonly HunkView[] = [];
  let current = 0;

  const chosen = (): string[] => {
    const out = new Set(part === undefined ? [] : memory.read().leftOut[part.approval]);
    return (part?.hunks ?? []).map(({ id }) => id).filter((id) => !out.has(id));
  };
  const apply = (): void => {
    const ids = chosen();
    if (part?.status !== 'open' || ids.length === 0) return;
    const all = ids.length === part.hunks.length;
    post({ kind: 'decide', approval: part.approval, decision: { kind: 'accept', hunks: all ? 'all' : ids } });
  };
  const setLeftOut = (approval: string, hunkIds: readonly string[]): void => {
    const next = { ...memory.read().leftOut, [approval]: hunkIds };
    memory.change({ leftOut: Object.fromEntries(Object.entries(next).slice(-remembered)) });
  };
  const choose = (index: number, isAccepted: boolean): void => {
    const hunk = part?.hunks[index];
    if (part?.status !== 'open' || hunk === undefined) return;
    const others = (memory.read().leftOut[part.approval] ?? []).filter((id) => id !== hunk.id);
    setLeftOut(part.approval, isAccepted ? others : [...others, hunk.id]);
    show();
    post({ kind: 'choose', approval: part.approval, hunks: chosen() });
  };
  const go = (index: number): void => {
    current = Math.min(Math.max(index, 0), hunks.length);
    const target = hunks[current]?.firstControl ?? (applyButton.disabled ? editButton : applyButton);
    target.focus();
    (hunks[current]?.element ?? target).scrollIntoView({ block: 'nearest' });
  };
  const onKey = (key: string): boolean => {
    if (key === 'j' || key === 'ArrowDown') go(current + 1);
    else if (key === 'k' || key === 'ArrowUp') go(current - 1);
    else if (key === 'a' || key === 'r') {
      choose(current, key === 'a');
      go(current + 1);
    } else return false;
    return true;
  };

  const frame = createApprovalFrame({ context, onKey, approval: () => part?.approval ?? '', refuseText: 'Refuse all' });
  const applyText = element('span');
  const applyButton = button({ label: 'Apply', look: 'primary', onPress: apply });
  applyButton.classList.remove('icon-only');
  applyButton.removeAttribute('aria-label');
  applyButton.removeAttribute('title');
  applyButton.append(applyText);
  const decide = (): void => {
    if (part !== undefined) post({ kind: 'decide', approval: part.approval, decision: { kind: 'edit' } });
  };
  const openDiff = (hunk?: string): void => {
    if (part !== undefined)
      post({ kind: 'openDiff', approval: part.approval, ...(hunk === undefined ? {} : { hunk }) });
  };
  const editButton = button({ label: 'Edit the proposal before it is applied', text: 'Edit', onPress: decide });
  frame.actions.prepend(applyButton);
  frame.actions.append(
    editButton,
    button({ label: 'Open diff of the whole proposal', text: 'Open diff', onPress: () => openDiff() }),
  );
  const verdict = element('div', { class: 'verdict-holder' });
  const warnings = element('ul', { class: 'warnings', 'aria-label': 'Warnings' });
  const list = element('ol', { class: 'hunks', 'aria-label': 'Changes' });
  const hints = keyHints([
    ['J', 'next'],
    ['K', 'previous'],
    ['A', 'accept'],
    ['R', 'refuse'],
  ]);
  const unfold = element('summary', { class: 'statement' }, icon('chevron'), element('span', {}, 'Show the changes'));
  const fold = element('details', {}, unfold, list);
  frame.body.append(verdict, warnings, fold);
  frame.element.querySelector('.approval-foot')?.append(hints);
  list.addEventListener('focusin', ({ target }) => {
    const index = hunks.findIndex(({ element: hunk }) => target instanceof Node && hunk.contains(target));
    if (index !== -1) current = index;
  });

  const show = (): void => {
    if (part === undefined) return;
    const ids = chosen();
    const total = part.hunks.length;
    part.hunks.forEach(({ id }, index) => hunks[index]?.show(ids.includes(id)));
    setText(
      applyText,
      ids.length === total ? (total === 1 ? 'Apply' : `Apply all ${total}`) : `Apply ${ids.length} of ${total}`,
    );
    applyButton.disabled = ids.length === 0 || part.status !== 'open';
    showVerdict(verdict, part, ids);
  };

  return {
    element: frame.element,
    update({ part: next, isDone }) {
      if (next.kind !== 'edits') return;
      const before = part;
      part = isDone && next.status === 'open' ? { ...next, status: 'void' } : next;
      frame.title.replaceChildren(...sentence(next.summary));
      warnings.hidden = next.warnings.length === 0;
      warnings.replaceChildren(
        ...next.warnings.map((text) =>
          element('li', { dir: 'auto' }, icon('warning'), element('span', {}, ...sentence(text))),
        ),
      );
      // An approval holds for exactly one content.
      if (before?.approval !== next.approval) {
        current = 0;
        const count = next.hunks.length;
        hunks = next.hunks.map((hunk, index) =>
          createHunk({
            hunk,
            index,
            count,
            onChoose: (isAccepted) => choose(index, isAccepted),
            onOpen: () => openDiff(hunk.id),
          }),
        );
        list.replaceChildren(...hunks.map(({ element: hunk }) => hunk));
      }
      // Changes are chosen in the diff, too: the host tells of the last choice, wherever it was made.
      const { verdictFor } = next;
      if (verdictFor !== undefined && verdictFor.join() !== before?.verdictFor?.join()) {
        setLeftOut(
          next.approval,
          next.hunks.map(({ id }) => id).filter((id) => !verdictFor.includes(id)),
        );
      }
      // What is decided takes little room.
      if (before?.status !== part.status) fold.open = part.status === 'open';
      unfold.hidden = part.status === 'open';
      frame.setStatus(part.status, outcomes[part.status], () => hunks[0]?.firstControl ?? applyButton);
      for (const control of list.querySelectorAll<HTMLButtonElement>('.hunk-controls button')) {
        control.hidden = part.status !== 'open';
      }
      show();
    },
  };
}

/** A verdict about other hunks than the chosen ones says so. */
function showVerdict(holder: HTMLElement, part: PartOf<'edits'>, chosen: readonly string[]): void {
  const { verdict, verdictFor, hunks } = part;
  const about = verdictFor ?? hunks.map(({ id }) => id);
  const isAboutChosen = about.length === chosen.length && about.every((id) => chosen.includes(id));
  const note = noteOf(part, chosen, isAboutChosen);
  setAttribute(holder, 'data-about', isAboutChosen ? 'chosen' : 'other');
  holder.replaceChildren(
    ...(verdict === undefined ? [] : [verdictElement(verdict)]),
    ...(note === undefined ? [] : [element('p', { class: 'note' }, note)]),
  );
}

function noteOf(
  { verdict, status }: PartOf<'edits'>,
  chosen: readonly string[],
  isAboutChosen: boolean,
): string | undefined {
  if (status === 'open' && chosen.length === 0) return 'No change is chosen, so there is nothing to apply.';
  if (verdict === undefined) return 'The proposal is being checked.';
  if (isAboutChosen || status !== 'open') return undefined;
  return 'This was found for another choice of changes. Yours is checked before anything is applied.';
}
