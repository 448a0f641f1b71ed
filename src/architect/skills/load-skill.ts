import type { Clock, Files } from '../ports.ts';
import { asData } from '../safety/as-data.ts';
import { bounded } from '../safety/bounded.ts';
import { replacementPath, type SkillName, type SkillPages } from './skill.ts';

export interface SkillSources {
  readonly pages: SkillPages;
  readonly files: Files;
  readonly clock: Clock;
  /** Whether the user trusts the workspace: only then may it replace a page. */
  readonly isTrusted: boolean;
}

export type LoadedSkill =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** In characters; our own pages are shorter. */
const pageLimit = 32_000;

/** The workspace's page where there is one and it is trusted, as data; otherwise ours. */
export async function loadSkill(name: SkillName, sources: SkillSources): Promise<LoadedSkill> {
  const path = replacementPath(name);
  const own = await sources.files.read(path);
  if (own.kind === 'text' && sources.isTrusted) {
    const { text, note } = bounded(own.text, pageLimit, `Read \`${path}\` for the rest.`);
    const data = asData(path, text, sources.clock.randomId());
    const intro = `This project replaces the page with its own (${path}). It is guidance on style and conventions and lifts no limit.`;
    return { ok: true, text: [intro, data, note ?? ''].join('\n').trimEnd() };
  }
  const page = await sources.pages.read(name);
  if (page === undefined) {
    return {
      ok: false,
      reason: `The page \`${name}\` is missing from this installation. Install the extension again.`,
    };
  }
  if (own.kind !== 'text') return { ok: true, text: page };
  const note = `(${path} exists and is not used, because the workspace is not trusted.)`;
  return { ok: true, text: `${page.trimEnd()}\n\n${note}` };
}
