import type { FileEdit } from '../base/text-edit.ts';
import { printAtom, printString } from '../elixir/print.ts';

/** What a fix has to be told before its edits are known: plain data, so that another thread can ask for it. */
export type Choice = OneChoice | ManyChoice;

/** One of several ways out. */
export interface OneChoice {
  readonly kind: 'one';
  /** A question. */
  readonly prompt: string;
  /** Two or more, the likeliest first. */
  readonly options: readonly ChoiceOption[];
}

export interface ChoiceOption {
  readonly label: string;
  /** What follows from it. */
  readonly description: string;
  readonly edits: readonly FileEdit[];
}

/** Any number of values: those that the code speaks of are offered, others can be entered. */
export interface ManyChoice {
  readonly kind: 'many';
  /** A question. */
  readonly prompt: string;
  /** May be empty: then all of them have to be entered. */
  readonly values: readonly OfferedValue[];
  readonly other: OtherValues;
  /** How many there have to be. */
  readonly minimum: number;
  /** What the values are in the code. */
  readonly literal: 'atom' | 'string';
  /** The first one that has room for the values is taken. */
  readonly layouts: readonly Layout[];
}

export interface OfferedValue {
  readonly value: string;
  readonly picked: boolean;
  /** Where it comes from. */
  readonly description: string;
}

export interface OtherValues {
  readonly prompt: string;
  /** The source of a regular expression that the whole value has to match. */
  readonly pattern: string;
  /** What to say of a value that does not. */
  readonly complaint: string;
}

/** Edits in which `valuesPlaceholder` stands for the values. */
export interface Layout {
  /** How long the values may be with their separators; undefined for any length. */
  readonly room?: number;
  readonly separator: string;
  readonly edits: readonly FileEdit[];
}

/** Unicode's own sign for something that is to be put in; it stands in no code. */
export const valuesPlaceholder = '\uFFFC';

export type Answer =
  { readonly kind: 'one'; readonly option: number } | { readonly kind: 'many'; readonly values: readonly string[] };

export type Answered =
  { readonly ok: true; readonly edits: readonly FileEdit[] } | { readonly ok: false; readonly complaint: string };

/** The edits that an answer comes to, or what is wrong with it. */
export function answerChoice(choice: Choice, answer: Answer): Answered {
  if (choice.kind === 'one') {
    const option = answer.kind === 'one' ? choice.options[answer.option] : undefined;
    return option === undefined ? refuse('There is no such option.') : { ok: true, edits: option.edits };
  }
  return answer.kind === 'many' ? answerMany(choice, answer.values) : refuse('Values have to be chosen.');
}

/** What is wrong with a value that somebody entered; undefined when nothing is. */
export function complaintAbout({ values, other }: ManyChoice, value: string): string | undefined {
  const isFine =
    values.some((offered) => offered.value === value) || new RegExp(`^(?:${other.pattern})$`, 'u').test(value);
  return isFine ? undefined : other.complaint;
}

function answerMany(choice: ManyChoice, chosen: readonly string[]): Answered {
  const values = [...new Set(chosen)];
  if (values.length < choice.minimum) return refuse(`Choose at least ${choice.minimum}.`);
  const [complaint] = values.flatMap((value) => complaintAbout(choice, value) ?? []);
  if (complaint !== undefined) return refuse(complaint);
  const literals = values.map(choice.literal === 'atom' ? printAtom : printString);
  const layout = choice.layouts.find(
    ({ room, separator }) => room === undefined || lengthOf(literals, separator) <= room,
  );
  if (layout === undefined) return refuse('These values are too long.');
  return { ok: true, edits: layout.edits.map((edit) => fillIn(edit, literals.join(layout.separator))) };
}

function refuse(complaint: string): Answered {
  return { ok: false, complaint };
}

function lengthOf(literals: readonly string[], separator: string): number {
  return literals.join(separator).length;
}

function fillIn({ path, edits }: FileEdit, code: string): FileEdit {
  return { path, edits: edits.map((edit) => ({ ...edit, text: edit.text.split(valuesPlaceholder).join(code) })) };
}
