import type { ModelRequest } from '../provider.ts';
import type { Phase } from '../tool.ts';
import { persona } from './persona.ts';
import { phaseTexts } from './phase-text.ts';
import { waysOfWorking } from './ways-of-working.ts';

export interface SystemPromptParts {
  readonly phase: Phase;
  /** What `printVersions` gives, taken when the session starts. */
  readonly versions: string;
  /** What `printDigest` gives, taken when the session starts: later changes are told in messages, not here. */
  readonly digest: string;
}

/** The system prompt, from what never changes to what changes most; only the phase is not stable. */
export function createSystemPrompt({ phase, versions, digest }: SystemPromptParts): ModelRequest['system'] {
  const stable = [persona, waysOfWorking, versions, digest].filter((text) => text !== '');
  return [...stable.map((text) => ({ text, isStable: true })), { text: phaseTexts[phase], isStable: false }];
}
