import { z } from 'zod';
import { lastSegment } from '../../base/names.ts';
import { catalogue } from '../dsl/catalogue.ts';
import { lockedVersions } from '../dsl/locked-versions.ts';
import { dottedPath, lookUpDsl, nearestDsl } from '../dsl/look-up-dsl.ts';
import { excerptsOf, usageRulePaths } from '../dsl/rule-excerpts.ts';
import { asData } from '../safety/as-data.ts';
import { bounded } from '../safety/bounded.ts';
import { defineTool, phases, type ToolContext } from '../tool.ts';
import { failure, resultLimit } from './data-result.ts';
import { readProjectFile } from './read-project-file.ts';

/** In characters, of each page. */
const excerptLimit = 2500;

const sources = Object.entries(catalogue.packages)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ');

const input = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .describe(
      'A section, entity, option, builtin or type, alone or as a path: `attribute`, `postgres.references.reference`, `nils_distinct?`, `set_attribute`; `changes`, `validations`, `policy_checks`, `types`, `expressions` list them all.',
    ),
});

export const dsl = defineTool({
  name: 'dsl',
  description: `Looks up Ash's DSL: where a word may stand, its arguments, its options with type and default, builtin changes, validations, checks, types and functions of expressions. From the introspection of ${sources} (Reactor is not in it), with the versions that the project is locked to and what the usage rules in its own deps say. Use it before you write an option that you are not sure of.`,
  title: ({ name }) => `Look up ${name}`,
  input,
  risk: 'read',
  phases,
  run: async ({ name }, context) => {
    const answer = lookUpDsl(name);
    if (answer === undefined) {
      const near = nearestDsl(name);
      return failure(
        `\`${name}\` is not in the DSL that is known here.${near === undefined ? '' : ` Did you mean \`${near}\`?`} It may be of an extension that is not: look for its usage rules.`,
      );
    }
    const { text, note } = bounded(answer.text, resultLimit, 'Give more of the path.');
    const versions = await printVersions(answer.packages, context);
    const excerpts = await printExcerpts(name, answer.packages, answer.topics, context);
    return { text: [text, note ?? '', versions, ...excerpts].filter((part) => part !== '').join('\n\n') };
  },
});

async function printVersions(packages: readonly string[], context: ToolContext): Promise<string> {
  const lock = await readProjectFile(context, 'mix.lock');
  const locked = lock.kind === 'text' ? lockedVersions(lock.text) : undefined;
  return packages
    .map((name) => {
      const known = catalogue.packages[name] ?? '';
      const own = locked?.get(name);
      if (locked === undefined) return `${name}: this is of ${known}; the project has no mix.lock that could be read.`;
      if (own === undefined) return `${name}: this is of ${known}; mix.lock does not have the package.`;
      return own === known
        ? `${name} ${own}, as the project is locked to.`
        : `${name}: this is of ${known}, and the project is locked to ${own}: options may have come or gone in between.`;
    })
    .join('\n');
}

async function printExcerpts(
  query: string,
  packages: readonly string[],
  topics: readonly string[],
  context: ToolContext,
): Promise<string[]> {
  const word = lastSegment(dottedPath(query));
  const parts: string[] = [];
  for (const path of packages.slice(0, 2).flatMap((name) => usageRulePaths(name, topics))) {
    const page = await readProjectFile(context, path);
    const excerpts = page.kind === 'text' ? excerptsOf(page.text, word, excerptLimit) : '';
    if (excerpts !== '') parts.push(asData(path, excerpts, context.clock.randomId()));
  }
  return parts;
}
