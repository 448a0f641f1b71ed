import { lastSegment } from '../../base/names.ts';
import { loadModel } from '../context/look-up.ts';
import { defineTool, type Tool } from '../tool.ts';
import { blueprintSchema, type Blueprint } from './blueprint.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { proposeBlueprintName } from './last-blueprint.ts';
import { printProblems } from './print-blueprint.ts';

/** The tool that shows a design as a diagram and as tables; it changes nothing. */
export function createProposeBlueprint(): Tool {
  return defineTool<Blueprint>({
    risk: 'read',
    name: proposeBlueprintName,
    description:
      'Shows a design of resources to the user, as a diagram and as tables. Changes nothing. It is checked against the project: names, duplicates, both ends of relationships, keys of identities, paths of aggregates, types. Errors have to be repaired and the whole blueprint given again; warnings are decisions that are missing or doubtful. Give only what is new or different for resources that exist.',
    title: ({ title, resources }) =>
      `Blueprint: ${title} (${resources.map(({ module }) => lastSegment(module)).join(', ')})`,
    input: blueprintSchema,
    phases: ['free', 'design'],
    run: async (blueprint, context) => {
      const problems = checkBlueprint(blueprint, await loadModel(context));
      const isError = problems.some(({ severity }) => severity === 'error');
      if (isError) {
        return { text: `The blueprint is not shown yet. ${printProblems(problems)}`, isError: true };
      }
      if (problems.length === 0) {
        return { text: 'The blueprint is shown, and fits the project. Wait for what the user says to it.' };
      }
      return {
        text: `The blueprint is shown with its warnings. Decide each of them, or say why it may stay.\n${printProblems(problems)}`,
      };
    },
  });
}
