import { asBoolean } from '../../../elixir/literal.ts';
import { addNew } from '../add-new.ts';
import type { Strategy } from './strategy.ts';

/** OAuth2 and what is built on it: its actions must be written by hand, only the relationship is added. */
export function applyOauth2({ draft, options, make }: Strategy): void {
  const written = options.expr('identity_resource');
  if (written === undefined || asBoolean(written) === false) return;
  const name = options.name('identity_relationship_name', 'identities');
  const key = options.name('identity_relationship_user_id_attribute', 'user_id');
  if (name === undefined || key === undefined) return;
  addNew(draft.relationships, make.hasMany(name, options.module('identity_resource'), key));
}
