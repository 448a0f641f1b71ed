import type { Block, Message } from '../../architect/conversation.ts';
import { questionSchema, type Question } from '../../architect/plan/ask-user.ts';
import type { Blueprint } from '../../architect/plan/blueprint.ts';
import { createDiagram } from '../../architect/plan/diagram.ts';
import { proposeBlueprintName, readBlueprint } from '../../architect/plan/last-blueprint.ts';
import { printBlueprint } from '../../architect/plan/print-blueprint.ts';
import { bounds, diagramSchema, type Part } from '../../webviews/chat-state.ts';

type Call = Extract<Block, { kind: 'call' }>;

/**
 * The parts of an answer, and below the card of a call what it is to show the user: a blueprint as a diagram and as
 * tables, or a question.
 */
export function withShownCalls(parts: readonly Part[], messages: readonly Message[]): readonly Part[] {
  const blocks = messages.flatMap((message) => message.blocks);
  const passed = new Set(blocks.flatMap((block) => (block.kind === 'result' && !block.isError ? [block.call] : [])));
  const shown = new Map(
    blocks.flatMap((block): [string, readonly Part[]][] =>
      block.kind === 'call' && passed.has(block.id) ? [[`call ${block.id}`, partsOf(block)]] : [],
    ),
  );
  return parts.flatMap((part) => [part, ...((part.kind === 'tool' ? shown.get(part.id) : undefined) ?? [])]);
}

function partsOf({ id, tool, input }: Call): readonly Part[] {
  const textOf = (text: string): Part => ({ kind: 'text', id: `shown call ${id}`, text: text.slice(0, bounds.text) });
  if (tool === proposeBlueprintName) {
    const blueprint = readBlueprint(input);
    return blueprint === undefined ? [] : [...drawing(id, blueprint), textOf(printBlueprint(blueprint))];
  }
  const question = tool === 'ask_user' ? questionSchema.safeParse(input).data : undefined;
  return question === undefined ? [] : [textOf(printQuestion(question))];
}

/** Nothing where there is more than the panel takes: the tables say the same. */
function drawing(call: string, blueprint: Blueprint): readonly Part[] {
  const diagram = diagramSchema.safeParse(createDiagram(blueprint)).data;
  return diagram === undefined ? [] : [{ kind: 'diagram', id: `drawn call ${call}`, title: blueprint.title, diagram }];
}

function printQuestion({ question, options, recommended }: Question): string {
  const lines = options.map(({ label, consequence }, index) => {
    const advice = recommended === index + 1 ? ' (recommended)' : '';
    return `${index + 1}. **${label}**${advice}: ${consequence}`;
  });
  return [`**${question}**`, lines.join('\n'), 'Answer with a number, or in your own words.'].join('\n\n');
}
