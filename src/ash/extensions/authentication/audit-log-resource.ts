import type { ResourceDraft } from '../../draft.ts';
import { addNew } from '../add-new.ts';
import { asAtom } from '../../../elixir/literal.ts';
import { blockOptions, blocksOf } from '../block-options.ts';
import type { Extension } from '../extension.ts';
import { createGenerator } from '../generator.ts';
import { addAction, authenticationSource } from './strategy.ts';

export const auditLogResource: Extension = {
  module: 'AshAuthentication.AuditLogResource',
  source: authenticationSource,
  sections: ['audit_log'],
  apply: applyAuditLogResource,
};

function applyAuditLogResource(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'audit_log');
  const make = createGenerator(draft, auditLogResource.module, blocks[0]);
  const { keywords, atoms, capture, emptyMap } = make.literals;
  const names = blockOptions(draft, blocksOf(draft, 'audit_log', 'attributes'));
  const required = { allowNil: false, public: true };
  const optional = { public: true };
  const status = keywords({ one_of: atoms(['success', 'failure', 'unknown']) });
  for (const [name, type, facts] of [
    ['id', 'uuid_v7', { ...required, primaryKey: true, default: capture('Ash.UUIDv7', 'generate') }],
    ['subject', 'string', optional],
    ['identity', 'string', { ...optional, sensitive: true }],
    ['client_ip', 'string', { ...optional, sensitive: true }],
    ['strategy', 'atom', required],
    ['audit_log', 'atom', required],
    ['logged_at', 'utc_datetime_usec', { ...required, default: capture('DateTime', 'utc_now') }],
    ['action_name', 'atom', required],
    ['status', 'atom', { ...required, constraints: status }],
    ['extra_data', 'map', { ...required, default: emptyMap() }],
    ['resource', 'atom', required],
  ] as const) {
    const attribute = names.name(name, name);
    if (attribute !== undefined) addNew(draft.attributes, make.attribute(attribute, type, facts));
  }
  const nameOf = (section: string, unwritten: string): string | undefined =>
    blockOptions(draft, blocksOf(draft, 'audit_log', section)).name('name', unwritten);
  const target = { draft, make };
  addAction(target, 'create', nameOf('write_action', 'log_activity'), { acceptWritten: 'wildcard' });
  // Entries that live for ever need no actions that remove them.
  if (asAtom(blockOptions(draft, blocks).expr('log_lifetime')) === 'infinity') return;
  addAction(target, 'destroy', nameOf('destroy_action', 'expunge_logs'));
  addAction(target, 'read', nameOf('read_expired_action', 'read_expired'));
}
