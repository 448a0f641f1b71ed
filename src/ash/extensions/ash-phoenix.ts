import type { Extension } from './extension.ts';

/** Defines a function `form_to_NAME` for every code interface; those are functions, no interfaces. */
export const ashPhoenix: Extension = {
  module: 'AshPhoenix',
  source: 'ash_phoenix 2.3.24',
  sections: ['forms'],
};
