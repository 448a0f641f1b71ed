import type { ChatState, Mention } from '../../chat-state.ts';
import type { HostMessage, Suggestion } from '../../protocol.ts';
import type { PanelContext } from '../panel-context.ts';
import { kindNames } from './chip.ts';
import { createCompletion, type Option } from './completion.ts';
import { wordAt, type Word } from './word-at.ts';

export interface WordCompletion {
  readonly element: HTMLElement;
  readonly update: (state: ChatState) => void;
  /** Completes what stands before the cursor. */
  readonly complete: () => void;
  readonly suggest: (answer: Extract<HostMessage, { kind: 'suggestions' }>) => void;
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly close: () => void;
}

interface Listeners {
  readonly onMention: (mention: Mention) => void;
  /** The text of the field was changed here. */
  readonly onText: () => void;
}

type MentionWord = Extract<Word, { kind: 'mention' }>;

/** Commands after `/`, which the state lists, and things of the project after `@`, which the host is asked for. */
export function createWordCompletion(
  field: HTMLTextAreaElement,
  { post, announce }: PanelContext,
  { onMention, onText }: Listeners,
): WordCompletion {
  const list = createCompletion(field, announce);
  let state: ChatState | undefined;
  let request = 0;
  /** The last answer serves until the next one comes, so that the list does not flicker. */
  let found: { readonly of: MentionWord['of']; readonly items: readonly Suggestion[] } | undefined;

  const currentWord = (): Word | undefined => wordAt(field.value, field.selectionStart);
  const replaceWord = (start: number, text: string): void => {
    field.setRangeText(text, start, field.selectionStart, 'end');
    onText();
    complete();
  };
  const complete = (): void => {
    const word = currentWord();
    request += 1;
    if (word?.kind === 'mention') {
      post({ kind: 'suggest', request, of: word.of, prefix: word.prefix });
      showMentions(word);
    } else {
      found = undefined;
      list.show(word === undefined ? [] : commandOptions(word.prefix));
    }
  };
  const showMentions = (word: MentionWord): void => {
    const prefix = word.prefix.toLowerCase();
    const items = found?.of === word.of ? found.items : [];
    const fitting = items.filter(({ label }) => label.toLowerCase().includes(prefix));
    list.show([...fitting.map((item) => mentionOption(item, word)), ...kindOptions(word)]);
  };
  const mentionOption = ({ detail, ...mention }: Suggestion, word: MentionWord): Option => ({
    label: mention.label,
    detail,
    tag: kindNames[mention.kind],
    choose() {
      onMention(mention);
      replaceWord(word.start, '');
    },
  });
  const kindOptions = ({ of, prefix, start }: MentionWord): Option[] =>
    (of === 'any' ? (state?.mentionKinds ?? []) : [])
      .filter((kind) => kind.startsWith(prefix))
      .map((kind) => ({
        label: `@${kind}:`,
        detail: `Only ${kindNames[kind]}s`,
        choose: () => replaceWord(start, `@${kind}:`),
      }));
  const commandOptions = (prefix: string): Option[] =>
    (state?.commands ?? [])
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, description, needsModel }) => ({
        label: `/${name}`,
        detail: needsModel && state?.provider.kind === 'none' ? `${description} (needs a model)` : description,
        choose: () => replaceWord(0, `/${name} `),
      }));

  return {
    element: list.element,
    update: (next) => (state = next),
    complete,
    suggest(answer) {
      const word = currentWord();
      if (answer.request !== request || word?.kind !== 'mention') return;
      found = { of: word.of, items: answer.items };
      list.show([...answer.items.map((item) => mentionOption(item, word)), ...kindOptions(word)]);
    },
    onKey: list.onKey,
    close: () => list.show([]),
  };
}
