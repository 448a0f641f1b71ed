import type { Extension } from './extension.ts';

/** Imports the change `slugify`, no more. */
export const ashSlug: Extension = { module: 'AshSlug', source: 'ash_slug 0.2.1' };
