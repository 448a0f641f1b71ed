import type { Extension } from './extension.ts';

/** Triggers and scheduled actions call actions that must exist; workers and schedulers become modules of their own. */
export const ashOban: Extension = {
  module: 'AshOban',
  source: 'ash_oban 0.8.10',
  sections: ['oban'],
};
