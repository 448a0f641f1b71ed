import type { ChatState, Frame } from '../../chat-state.ts';
import { button } from '../button.ts';
import { element, setAttribute, setText } from '../element.ts';
import type { PanelContext } from '../panel-context.ts';
import { createMeter } from './meter.ts';

const phases: readonly (readonly [Frame['phase'], string, string])[] = [
  ['free', 'Free', 'No phase: ask whatever you like; edits and programs wait for your decision.'],
  ['analysis', 'Domain analysis', 'Phase 1: reads and asks, changes nothing.'],
  ['design', 'Resource design', 'Phase 2: proposes a blueprint, then edits to resources; runs nothing.'],
  ['migrations', 'Migrations', 'Phase 3: examines what migrations would do, and what needs you.'],
];

/** Phase, model and context below the text. */
export function createToolbar({ post }: PanelContext): {
  readonly pickers: HTMLElement;
  readonly facts: HTMLElement;
  readonly update: (state: ChatState) => void;
} {
  const phase = element('select', { class: 'picker', 'aria-label': 'Phase' });
  phase.append(...phases.map(([value, text, title]) => element('option', { value, title }, text)));
  phase.addEventListener('change', () => {
    const chosen = phases.find(([value]) => value === phase.value)?.[0];
    if (chosen !== undefined) post({ kind: 'setPhase', phase: chosen });
  });
  const model = element('select', { class: 'picker model', 'aria-label': 'Model' });
  model.addEventListener('change', () => post({ kind: 'setModel', model: model.value }));
  const plan = button({ label: 'Open the plan', icon: 'plan', onPress: () => post({ kind: 'openPlan' }) });
  const meter = createMeter();
  let provider: Frame['provider'] | undefined;

  return {
    pickers: element('div', { class: 'pickers' }, phase, model),
    facts: element('div', { class: 'facts' }, plan, meter.element),
    update(state) {
      phase.value = state.phase;
      setAttribute(phase, 'title', phases.find(([value]) => value === state.phase)?.[2]);
      plan.hidden = !state.hasPlan;
      meter.update(state.usage);
      if (state.provider === provider) return;
      provider = state.provider;
      showModels(model, provider);
    },
  };
}

function showModels(picker: HTMLSelectElement, { kind, model, models }: Frame['provider']): void {
  picker.hidden = kind === 'none';
  const isKnown = models.some(({ id }) => id === model);
  const unknown = isKnown ? [] : [element('option', { value: '', disabled: true }, model ?? 'No model chosen')];
  picker.replaceChildren(...unknown, ...models.map(({ id, name }) => element('option', { value: id }, name)));
  picker.value = isKnown ? (model ?? '') : '';
  for (const option of picker.options) setText(option, option.text);
  setAttribute(picker, 'title', kind === 'vscode' ? 'A model of VS Code' : 'A model of Anthropic');
}
