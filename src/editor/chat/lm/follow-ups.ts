import type { CommandName } from '../../../architect/commands/command.ts';

export interface FollowUp {
  readonly label: string;
  readonly command: CommandName;
  readonly prompt: string;
}

const review: FollowUp = { label: 'Review the whole project', command: 'review', prompt: 'all' };

const next: Readonly<Record<CommandName, readonly FollowUp[]>> = {
  review: [{ label: 'Fix what can be fixed safely', command: 'fix', prompt: 'safe' }],
  explain: [review],
  fix: [{ label: 'Review what changed', command: 'review', prompt: 'changed' }],
  help: [review],
  analyze: [{ label: 'Design the resources', command: 'design', prompt: 'what the analysis above calls for' }],
  design: [{ label: 'Examine the migrations', command: 'migrate', prompt: 'what the design above calls for' }],
  migrate: [review],
};

/** What one may want to ask after an answer. */
export function followUps(command: CommandName | undefined): readonly FollowUp[] {
  return command === undefined ? [review] : next[command];
}
