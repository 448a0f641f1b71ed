import { lastSegment, underscore } from '../../base/names.ts';
import type { ResourceDraft } from '../draft.ts';
import type { TypeRef } from '../type-ref.ts';
import { addNew } from './add-new.ts';
import { factOptions, blocksOf } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator, type Generator } from './generator.ts';

const source = 'ash_double_entry 1.0.18';
const money: TypeRef = { kind: 'module', name: 'AshMoney.Types.Money' };
const ulid: TypeRef = { kind: 'module', name: 'AshDoubleEntry.ULID' };

export const ashDoubleEntryAccount: Extension = {
  module: 'AshDoubleEntry.Account',
  source,
  sections: ['account'],
  apply: applyAccount,
};

export const ashDoubleEntryBalance: Extension = {
  module: 'AshDoubleEntry.Balance',
  source,
  sections: ['balance'],
  apply: applyBalance,
};

export const ashDoubleEntryTransfer: Extension = {
  module: 'AshDoubleEntry.Transfer',
  source,
  sections: ['transfer'],
  apply: applyTransfer,
};

function applyAccount(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'account');
  const options = factOptions(blocks);
  const make = createGenerator(draft, ashDoubleEntryAccount.module, blocks[0]);
  addPrimaryRead(draft, make);
  addNew(draft.attributes, generatedId(make));
  addNew(draft.attributes, make.attribute('identifier', 'string', { allowNil: false }));
  addNew(draft.attributes, make.attribute('currency', 'string', { allowNil: false }));
  addNew(draft.attributes, timestamp(make, 'inserted_at'));
  const additions = options.names('open_action_accept', []);
  const accept = additions === undefined ? undefined : [...new Set(['identifier', 'currency', ...additions])];
  addNew(draft.actions, make.action('create', 'open', { accept }));
  addNew(draft.actions, make.action('read', 'lock_accounts'));
  addNew(draft.relationships, make.hasMany('balances', options.module('balance_resource'), 'account_id'));
  const calculations = 'AshDoubleEntry.Account.Calculations';
  const now = make.literals.capture('DateTime', 'utc_now');
  addNew(
    draft.calculations,
    make.calculation('balance_as_of_ulid', money, `${calculations}.BalanceAsOfUlid`, {
      arguments: [make.argument('ulid', ulid, { allowNil: false })],
    }),
  );
  addNew(
    draft.calculations,
    make.calculation('balance_as_of', money, `${calculations}.BalanceAsOf`, {
      arguments: [make.argument('timestamp', 'utc_datetime_usec', { allowNil: false, default: now })],
    }),
  );
  addNew(draft.identities, make.identity('unique_identifier', ['identifier']));
}

function applyBalance(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'balance');
  const options = factOptions(blocks);
  const make = createGenerator(draft, ashDoubleEntryBalance.module, blocks[0]);
  const { keywords, atom } = make.literals;
  const composite = options.boolean('money_composite_type?', true);
  const storage = composite === true ? 'money_with_currency' : 'map';
  const constraints = composite === undefined ? undefined : keywords({ storage_type: atom(storage) });
  addNew(draft.attributes, generatedId(make));
  addNew(draft.attributes, make.attribute('balance', money, { allowNil: false, constraints }));
  addNew(
    draft.relationships,
    make.belongsTo('transfer', options.module('transfer_resource'), { attributeType: ulid, allowNil: false }),
  );
  addNew(draft.relationships, make.belongsTo('account', options.module('account_resource'), { allowNil: false }));
  addPrimaryRead(draft, make);
  addNew(
    draft.actions,
    make.action('create', 'upsert_balance', {
      accept: ['balance', 'account_id', 'transfer_id'],
      upsert: true,
      upsertIdentity: 'unique_references',
    }),
  );
  const input = [
    ['from_account_id', 'uuid'],
    ['to_account_id', 'uuid'],
    ['delta', money],
    ['transfer_id', ulid],
  ] as const;
  addNew(
    draft.actions,
    make.action('update', 'adjust_balance', {
      arguments: input.map(([name, type]) => make.argument(name, type, { allowNil: false })),
      steps: [make.change('Ash.Resource.Change.Filter'), make.change('AshDoubleEntry.Balance.Changes.AdjustBalance')],
    }),
  );
  addNew(draft.identities, make.identity('unique_references', ['account_id', 'transfer_id']));
}

function applyTransfer(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'transfer');
  const options = factOptions(blocks);
  const make = createGenerator(draft, ashDoubleEntryTransfer.module, blocks[0]);
  const generate = make.literals.capture('AshDoubleEntry.ULID', 'generate');
  addNew(draft.attributes, make.attribute('id', ulid, { primaryKey: true, allowNil: false, default: generate }));
  addNew(draft.attributes, make.attribute('amount', money, { allowNil: false }));
  addNew(draft.attributes, timestamp(make, 'timestamp'));
  addNew(draft.attributes, timestamp(make, 'inserted_at'));
  const account = options.module('account_resource');
  addNew(draft.relationships, make.belongsTo('from_account', account));
  addNew(draft.relationships, make.belongsTo('to_account', account));
  const ownKey = `${underscore(lastSegment(draft.module))}_id`;
  addNew(draft.relationships, make.hasMany('balances', options.module('balance_resource'), ownKey));
  const additions = options.names('create_accept', []);
  const accept =
    additions === undefined ? undefined : ['amount', 'timestamp', 'from_account_id', 'to_account_id', ...additions];
  addNew(draft.actions, make.action('create', 'transfer', { accept }));
  addNew(draft.actions, make.action('read', 'read_transfers'));
  const on = ['create', 'update', 'destroy'];
  draft.changes.push(make.change('AshDoubleEntry.Transfer.Changes.VerifyTransfer', { on }));
}

function generatedId(make: Generator): ReturnType<Generator['attribute']> {
  return make.attribute('id', 'uuid', {
    primaryKey: true,
    writable: false,
    generated: true,
    allowNil: false,
    default: make.literals.capture('Ash.UUID', 'generate'),
  });
}

function timestamp(make: Generator, name: string): ReturnType<Generator['attribute']> {
  const now = make.literals.capture('DateTime', 'utc_now');
  return make.attribute(name, 'utc_datetime_usec', { allowNil: false, default: now });
}

function addPrimaryRead(draft: ResourceDraft, make: Generator): void {
  if (draft.actions.some((action) => action.type === 'read' && action.primary !== false)) return;
  draft.actions.push(make.action('read', '_autogenerated_primary_read', { primary: true }));
}
