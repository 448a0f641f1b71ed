import type { ChatState, KeptTurn } from '../chat/chat-state.ts';
import type { Block } from '../conversation.ts';
import type { TurnEvent } from '../turn-event.ts';
import type { Blueprint } from '../plan/blueprint.ts';
import { createDiagram } from '../plan/diagram.ts';
import { lastBlueprint } from '../plan/last-blueprint.ts';
import { printMermaid } from '../plan/mermaid.ts';
import { phaseTitles } from '../plan/phases.ts';
import { printBlueprint } from '../plan/print-blueprint.ts';
import { cleanText } from '../safety/clean.ts';
import { redact } from '../safety/redact.ts';
import { redactState } from './redact-state.ts';
import { nameOf } from './session-name.ts';

/** In characters, for each tool result: an export is for reading. */
const resultLimit = 2_000;

/** The conversation as Markdown to be kept or passed on, without secrets and without the model's thinking. */
export function exportSession(given: ChatState): string {
  const state = redactState(given);
  const blueprint = lastBlueprint(state.turns.flatMap(({ messages }) => messages));
  const parts = [
    `# ${nameOf(state)}`,
    `Phase: ${phaseTitles[state.phase]}.`,
    ...state.turns.flatMap(printTurn),
    blueprint === undefined ? '' : printDesign(blueprint),
    state.plan.trim() === '' ? '' : `## Plan\n\n${demoted(state.plan)}`,
  ];
  const text = parts.filter((part) => part !== '').join('\n\n');
  return `${redact(cleanText(text).text)}\n`;
}

/** The diagram goes first, for whatever draws Mermaid; the tables have all of it. */
function printDesign(blueprint: Blueprint): string {
  const picture = fenced(printMermaid(createDiagram(blueprint)), 'mermaid');
  return ['## Blueprint', picture, printBlueprint(blueprint)].join('\n\n');
}

/** What the user said is in the first message, together with attachments, which are only named here. */
function printTurn({ text, attachments, messages, events, isLocal }: KeptTurn): string[] {
  const attached = attachments.map(({ kind, label }) => `\`${oneLine(`${kind} ${label}`)}\``);
  const answers =
    isLocal === true
      ? events.flatMap(printLocal)
      : messages.slice(1).flatMap(({ blocks }) => blocks.map(printBlock).filter((part) => part !== ''));
  return [
    '## You',
    text.trim(),
    attached.length === 0 ? '' : `Attached: ${attached.join(', ')}`,
    ...(answers.length === 0 ? [] : ['## Architect', ...answers]),
  ];
}

/** What the extension answered by itself is not among the messages: those are for a model. */
function printLocal(event: TurnEvent): string[] {
  if (event.kind === 'text') return [event.text.trim()];
  return event.kind === 'called' ? [event.text.trim()] : [];
}

function printBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text.trim();
    case 'thinking':
      return '';
    case 'call':
      return `*Tool \`${oneLine(block.tool)}\`:*\n\n${fenced(printInput(block.input), 'json')}`;
    case 'result': {
      const isCut = block.text.length > resultLimit;
      const text = isCut ? `${block.text.slice(0, resultLimit)}\n… (cut)` : block.text;
      return `*${block.isError ? 'Refused or failed' : 'Result'}:*\n\n${fenced(text, '')}`;
    }
  }
}

function printInput(input: unknown): string {
  return input === undefined ? '' : JSON.stringify(input, undefined, 2);
}

/** In a fence that is longer than any in the text, so that the text cannot leave it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** Headings one level further down, since the plan becomes a section. */
function demoted(plan: string): string {
  return plan.trim().replace(/^(#{1,5}) /gm, '#$1 ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
}
