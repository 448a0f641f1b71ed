import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ErrorCode, McpError, type ReadResourceResult, type Resource } from '@modelcontextprotocol/sdk/types.js';
import { skillNames, skillSummaries, type SkillName } from '../architect/skills/skill.ts';
import { ruleIndex } from '../checklist/rule-index.generated.ts';

/** The pages that come with the product, as Markdown; undefined for one that there is not. */
export interface Pages {
  rule(id: string): Promise<string | undefined>;
  skill(name: SkillName): Promise<string | undefined>;
}

/** The pages of an installation, whose bundles are in `dist`. */
export function pagesOf(dist: string): Pages {
  return {
    rule: (id) => readOrNothing(join(dist, '..', 'docs', 'rules', `${id}.md`)),
    skill: (name) => readOrNothing(join(dist, 'skills', `${name}.md`)),
  };
}

const mimeType = 'text/markdown';
const rulePrefix = 'ash-architect://rules/';
const skillPrefix = 'ash-architect://skills/';

/** All pages, for people who add one to their question. */
export function listPages(): Resource[] {
  return [
    ...skillNames.map((name) => ({
      ...{ uri: `${skillPrefix}${name}`, name, title: `Guidance: ${name}` },
      ...{ description: skillSummaries[name], mimeType },
    })),
    ...ruleIndex.map(({ id, summary }) => ({
      ...{ uri: `${rulePrefix}${id}`, name: id, title: `Rule: ${id}` },
      ...{ description: summary, mimeType },
    })),
  ];
}

export async function readPage(uri: string, pages: Pages): Promise<ReadResourceResult> {
  const rule = ruleIndex.find(({ id }) => uri === `${rulePrefix}${id}`);
  const skill = skillNames.find((name) => uri === `${skillPrefix}${name}`);
  const known = rule !== undefined ? pages.rule(rule.id) : skill !== undefined ? pages.skill(skill) : undefined;
  if (known === undefined) throw new McpError(ErrorCode.InvalidParams, `There is no page \`${uri}\`.`);
  const text = await known;
  if (text === undefined) {
    throw new McpError(
      ErrorCode.InternalError,
      `The page \`${uri}\` is missing from this installation: install again.`,
    );
  }
  return { contents: [{ uri, mimeType, text }] };
}

async function readOrNothing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
