import { window, type QuickPickItem } from 'vscode';
import {
  answerChoice,
  complaintAbout,
  type Answer,
  type Choice,
  type ManyChoice,
  type OneChoice,
} from '../checklist/choice.ts';

/** Asks what a fix has to be told; undefined when nobody answers. */
export function askChoice(title: string, choice: Choice): Promise<Answer | undefined> {
  return choice.kind === 'one' ? askOne(title, choice) : askMany(title, choice);
}

async function askOne(title: string, { prompt, options }: OneChoice): Promise<Answer | undefined> {
  const items = options.map(({ label, description }, option) => ({ label, detail: description, option }));
  const picked = await window.showQuickPick(items, { title, placeHolder: prompt });
  return picked === undefined ? undefined : { kind: 'one', option: picked.option };
}

/** Values are ticked, or typed with commas between them. */
function askMany(title: string, choice: ManyChoice): Promise<Answer | undefined> {
  const picker = window.createQuickPick();
  const offered = new Map<string, QuickPickItem>(
    choice.values.map(({ value, description }) => [value, { label: value, description }]),
  );
  const show = (labels: ReadonlySet<string>): void => {
    const typed = typedValues(picker.value).filter((value) => !offered.has(value));
    const added = typed.map((value) => toItem(value, complaintAbout(choice, value)));
    picker.items = [...offered.values(), ...added];
    picker.selectedItems = picker.items.filter(({ label }) => labels.has(label));
  };
  const selected = (): Set<string> => new Set(picker.selectedItems.map(({ label }) => label));
  picker.canSelectMany = true;
  picker.title = `${title} ${choice.prompt}`;
  picker.placeholder = `Tick values, or type others with commas between them. ${choice.other.prompt}.`;
  show(new Set(choice.values.filter(({ picked }) => picked).map(({ value }) => value)));
  return new Promise((resolve) => {
    picker.onDidChangeValue(() => show(selected()));
    picker.onDidChangeSelection((items) => {
      for (const { label } of items) if (!offered.has(label)) offered.set(label, { label });
    });
    picker.onDidAccept(() => {
      const answer: Answer = { kind: 'many', values: [...new Set([...selected(), ...typedValues(picker.value)])] };
      const answered = answerChoice(choice, answer);
      if (answered.ok) {
        resolve(answer);
        picker.hide();
      } else picker.title = `${title} ${answered.complaint}`;
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function typedValues(text: string): string[] {
  return text.split(/[\s,]+/).flatMap((part) => {
    const value = part.replace(/^[:"]|"$/g, '');
    return value === '' ? [] : [value];
  });
}

function toItem(label: string, complaint: string | undefined): QuickPickItem {
  return { label, description: complaint ?? 'a new value', alwaysShow: true };
}
