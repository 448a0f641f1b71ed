import type { Message } from '../conversation.ts';
import { blueprintSchema, type Blueprint } from './blueprint.ts';

/** The name stands here, since both the tool and whoever reads conversations need it. */
export const proposeBlueprintName = 'propose_blueprint';

/** The newest blueprint of a conversation that its check let pass. */
export function lastBlueprint(messages: readonly Message[]): Blueprint | undefined {
  const blocks = messages.flatMap((message) => message.blocks);
  const passed = new Set(blocks.flatMap((block) => (block.kind === 'result' && !block.isError ? [block.call] : [])));
  const inputs = blocks.flatMap((block) =>
    block.kind === 'call' && block.tool === proposeBlueprintName && passed.has(block.id) ? [block.input] : [],
  );
  return readBlueprint(inputs.at(-1));
}

/** The input of a `propose_blueprint` call as a blueprint; undefined when it is none. */
export function readBlueprint(input: unknown): Blueprint | undefined {
  const result = blueprintSchema.safeParse(input);
  return result.success ? result.data : undefined;
}
