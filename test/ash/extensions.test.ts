import { describe, expect, it } from 'vitest';
import type { ResourceDraft } from '../../src/ash/draft.ts';
import { extensionsInOrder, findExtension, isHarmlessUse } from '../../src/ash/extensions/registry.ts';
import type { Action, BelongsTo } from '../../src/ash/model.ts';
import { readAction, readDefaults } from '../../src/ash/read/actions.ts';
import { readAttributes } from '../../src/ash/read/attributes.ts';
import { readIdentity } from '../../src/ash/read/identities.ts';
import { readRelationship } from '../../src/ash/read/relationships.ts';
import { defaultSettings } from '../../src/ash/settings.ts';
import { printType } from '../../src/ash/type-ref.ts';
import { asAtom } from '../../src/elixir/literal.ts';
import { expandModule } from '../../src/elixir/expand.ts';
import { findModules } from '../../src/elixir/modules.ts';
import { parse } from '../helpers/parser.ts';
import { createWorkspace } from '../helpers/workspace.ts';

const path = 'lib/blog/post.ex';

/** What a resource declares, and what the named extensions make of it. */
async function draftOf(extensions: readonly string[], body: string, dataLayer?: string): Promise<ResourceDraft> {
  const [source] = findModules(await parse(`defmodule Blog.Post do\n${body}\nend\n`), path);
  if (source === undefined) throw new Error('no module');
  const { declarations, opaque } = expandModule(source, () => undefined);
  const inside = (section: string) =>
    declarations.filter(({ name }) => name === section).flatMap((block) => block.body);
  const actions = inside('actions').flatMap((child) =>
    child.name === 'defaults'
      ? (readDefaults(child.args[0], child, defaultSettings) ?? [])
      : (readAction(child, defaultSettings) ?? []),
  );
  const sections = new Map(declarations.map(({ name }) => [name, declarations.filter((other) => other.name === name)]));
  const draft: ResourceDraft = {
    module: 'Blog.Post',
    path,
    dataLayer,
    extensions,
    sections,
    attributes: inside('attributes').flatMap((child) => readAttributes(child, defaultSettings) ?? []),
    relationships: inside('relationships').flatMap(
      (child) => readRelationship(child, 'Blog.Post', defaultSettings) ?? [],
    ),
    identities: inside('identities').flatMap((child) => readIdentity(child) ?? []),
    actions: actions.map(({ action }) => action),
    calculations: [],
    aggregates: [],
    interfaces: [],
    changes: [],
    preparations: [],
    baseFilter: undefined,
    archival: undefined,
    stateMachine: undefined,
    encrypted: [],
    openBecause: [...opaque],
  };
  for (const extension of extensionsInOrder(extensions)) extension.apply?.(draft);
  return draft;
}

function names(list: readonly { readonly name: string }[]): string[] {
  return list.map(({ name }) => name).sort();
}

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find((entity) => entity.name === name);
  if (found === undefined) throw new Error(`no ${name} among ${names(list).join(', ')}`);
  return found;
}

/** `create register_with_password(password, password_confirmation) accepts email`. */
function print(action: Action): string {
  const input = action.arguments.map(({ name }) => name).join(', ');
  const accept =
    action.type === 'read' || action.type === 'action' ? '' : ` accepts ${(action.accept ?? ['?']).join(', ')}`;
  return `${action.type} ${action.name}(${input})${accept}`.trimEnd();
}

const key = 'attributes do\n  uuid_primary_key :id\nend\n';

describe('AshArchival', () => {
  it('adds archived_at and makes destroys soft', async () => {
    const draft = await draftOf(
      ['AshArchival.Resource'],
      `${key}actions do\n  defaults [:read, :destroy]\n  destroy :purge\nend`,
    );
    const archivedAt = named(draft.attributes, 'archived_at');
    expect(archivedAt).toMatchObject({ allowNil: true, public: false, writable: true, default: undefined });
    expect(printType(archivedAt.type)).toBe(':utc_datetime_usec');
    expect(draft.actions.map(({ name, soft }) => [name, soft])).toEqual([
      ['read', false],
      ['destroy', true],
      ['purge', true],
    ]);
    expect(named(draft.actions, 'purge').steps).toHaveLength(2);
    expect(draft.preparations).toHaveLength(1);
    expect(draft.archival).toEqual({ attribute: 'archived_at', baseFilter: false, archiveRelated: [] });
    expect(draft.openBecause).toEqual([]);
  });

  it('honours its options', async () => {
    const archive = `archive do
      attribute :removed_at
      attribute_type :utc_datetime
      base_filter? true
      exclude_destroy_actions :purge
      archive_related [:comments]
    end`;
    const draft = await draftOf(
      ['AshArchival.Resource'],
      `${archive}\n${key}actions do\n  destroy :purge\n  destroy :hide\nend`,
    );
    expect(printType(named(draft.attributes, 'removed_at').type)).toBe(':utc_datetime');
    expect(named(draft.actions, 'purge').soft).toBe(false);
    expect(named(draft.actions, 'hide').soft).toBe(true);
    expect(draft.archival).toEqual({ attribute: 'removed_at', baseFilter: true, archiveRelated: ['comments'] });
  });

  it('keeps a declared attribute, leaves embedded resources alone, and admits what it cannot know', async () => {
    const declared = await draftOf(['AshArchival.Resource'], 'attributes do\n  attribute :archived_at, :date\nend');
    expect(declared.attributes.map(({ type }) => printType(type))).toEqual([':date']);
    expect((await draftOf(['AshArchival.Resource'], key, 'embedded')).archival).toBeUndefined();
    const computed = await draftOf(['AshArchival.Resource'], 'archive do\n  attribute Blog.column()\nend');
    expect(computed.openBecause.map(({ reason }) => reason)).toEqual(['`attribute` of `archive` is computed']);
    expect(computed.attributes).toEqual([]);
  });
});

describe('AshStateMachine', () => {
  const machine = `state_machine do
    initial_states [:draft]
    transitions do
      transition :publish, from: :draft, to: [:published, :hidden]
      transition :reset, from: :*, to: :draft
    end
  end`;

  it('adds a public, required state', async () => {
    const draft = await draftOf(['AshStateMachine'], machine);
    const state = named(draft.attributes, 'state');
    expect(state).toMatchObject({ allowNil: false, public: true, writable: true });
    expect(printType(state.type)).toBe(':atom');
    expect(asAtom(state.default)).toBe('draft');
    expect(state.constraints?.kind === 'list' && state.constraints.items[0]?.kind).toBe('pair');
    expect(draft.stateMachine).toMatchObject({
      stateAttribute: 'state',
      initialStates: ['draft'],
      defaultInitialState: 'draft',
    });
    expect(draft.stateMachine?.transitions).toHaveLength(2);
  });

  it('has no default with several initial states, and keeps a declared attribute', async () => {
    const several = await draftOf(['AshStateMachine'], 'state_machine do\n  initial_states [:a, :b]\nend');
    expect(named(several.attributes, 'state').default).toBeUndefined();
    const body = `${machine}\nattributes do\n  attribute :state, Blog.State, allow_nil?: false\nend`;
    const declared = await draftOf(['AshStateMachine'], body);
    expect(declared.attributes).toHaveLength(1);
    expect(declared.attributes[0]?.origin.kind).toBe('declared');
  });
});

describe('AshStateMachine with computed states', () => {
  it('knows the default where it is written, and else admits that it does not', async () => {
    const written = 'state_machine do\n  initial_states State.all()\n  default_initial_state State.first()\nend';
    const known = await draftOf(['AshStateMachine'], written);
    expect(named(known.attributes, 'state').default?.kind).toBe('call');
    expect(known.openBecause).toEqual([]);
    const machine = 'state_machine do\n  initial_states State.all()\nend';
    expect((await draftOf(['AshStateMachine'], machine)).openBecause).toHaveLength(1);
    const declared = `${machine}\nattributes do\n  attribute :state, :atom, allow_nil?: false\nend`;
    expect((await draftOf(['AshStateMachine'], declared)).openBecause).toEqual([]);
  });
});

describe('AshCloak', () => {
  it('moves an attribute behind a calculation and an argument', async () => {
    const draft = await draftOf(
      ['AshCloak'],
      `cloak do
        vault Blog.Vault
        attributes [:address]
      end
      attributes do
        uuid_primary_key :id
        attribute :address, :string, allow_nil?: false, public?: true
        attribute :title, :string, public?: true
      end
      actions do
        defaults [:read, create: [:title, :address], update: :*]
        create :open, accept: [:title]
        update :move, accept: [:address]
      end`,
    );
    expect(names(draft.attributes)).toEqual(['encrypted_address', 'id', 'title']);
    expect(named(draft.attributes, 'encrypted_address')).toMatchObject({
      allowNil: false,
      public: false,
      sensitive: true,
    });
    expect(printType(named(draft.attributes, 'encrypted_address').type)).toBe(':binary');
    expect(named(draft.calculations, 'address')).toMatchObject({ public: true, allowNil: false, sensitive: true });
    expect(draft.actions.map(print)).toEqual([
      'read read()',
      'create create(address) accepts title',
      'update update(address) accepts ?',
      'create open() accepts ?',
      'update move(address) accepts',
    ]);
    expect(draft.encrypted).toEqual(['address']);
  });

  it('leaves alone what the compiler refuses', async () => {
    const draft = await draftOf(['AshCloak'], `cloak do\n  attributes [:id, :nope]\nend\n${key}`);
    expect(names(draft.attributes)).toEqual(['id']);
    expect(draft.encrypted).toEqual([]);
  });
});

describe('AshPaperTrail', () => {
  it('relates the resource to its versions', async () => {
    const draft = await draftOf(
      ['AshPaperTrail.Resource'],
      `attributes do\n  uuid_primary_key :number\nend\npaper_trail do\n  relationship_opts public?: true\nend`,
    );
    expect(draft.relationships).toHaveLength(1);
    expect(draft.relationships[0]).toMatchObject({
      kind: 'has_many',
      name: 'paper_trail_versions',
      destination: 'Blog.Post.Version',
      sourceAttribute: 'number',
      destinationAttribute: 'version_source_id',
      public: true,
      origin: { kind: 'generated', by: 'AshPaperTrail.Resource' },
    });
    expect(draft.changes[0]?.on).toEqual(['update', 'create', 'destroy']);
  });
});

describe('AshAuthentication', () => {
  const user = `attributes do
      uuid_primary_key :id
      attribute :email, :ci_string, allow_nil?: false, public?: true
    end
    identities do
      identity :unique_email, [:email]
    end`;

  const withStrategies = (strategies: string, more = ''): Promise<ResourceDraft> =>
    draftOf(['AshAuthentication'], `${user}\nauthentication do\n  strategies do\n${strategies}\n  end\nend\n${more}`);

  it('adds the actions of a password strategy', async () => {
    const draft = await withStrategies(`password :password do
      identity_field :email
      register_action_accept [:name]
      resettable do
        sender Blog.Sender
      end
    end`);
    expect(draft.actions.map(print)).toEqual([
      'read get_by_subject(subject)',
      'create register_with_password(password, password_confirmation) accepts email, name',
      'read sign_in_with_password(email, password)',
      'read sign_in_with_token(token)',
      'read get_by_email(email)',
      'action request_password_reset_with_password(email)',
      'update password_reset_with_password(reset_token, password, password_confirmation) accepts',
    ]);
    const [email] = named(draft.actions, 'sign_in_with_password').arguments;
    expect(email).toMatchObject({ allowNil: false, type: { kind: 'builtin', name: 'ci_string' } });
    expect(draft.openBecause).toEqual([]);
  });

  it('honours names, switches and actions that exist', async () => {
    const draft = await withStrategies(
      `password :secret do
        identity_field :email
        sign_in_action_name :log_in
        registration_enabled? false
        sign_in_tokens_enabled? false
        confirmation_required? false
        resettable do
          request_password_reset_action_name :forgot
          password_reset_action_name :reset
        end
      end`,
      'actions do\n  read :log_in\nend',
    );
    expect(names(draft.actions)).toEqual(['forgot', 'get_by_email', 'get_by_subject', 'log_in', 'reset']);
    expect(named(draft.actions, 'log_in').origin.kind).toBe('declared');
    expect(print(named(draft.actions, 'reset'))).toBe('update reset(reset_token, password) accepts');
  });

  it('signs in with a magic link by reading, or by an upsert', async () => {
    const reads = await withStrategies('magic_link do\n  identity_field :email\nend');
    expect(reads.actions.map(print).slice(1)).toEqual([
      'read get_by_email(email)',
      'read sign_in_with_magic_link(token)',
      'action request_magic_link(email)',
    ]);
    const upserts = await withStrategies(
      'magic_link :link do\n  identity_field :email\n  registration_enabled? true\nend',
    );
    expect(named(upserts.actions, 'sign_in_with_link')).toMatchObject({
      type: 'create',
      upsert: true,
      upsertIdentity: 'unique_email',
      acceptWritten: 'none',
    });
  });

  it('adds nothing but a relationship for strategies whose actions are written by hand', async () => {
    const draft = await withStrategies(`github do
        identity_resource Blog.Identity
      end
      google :corporate do
        identity_resource false
      end
      api_key :api_key do
        api_key_relationship :valid_api_keys
      end`);
    expect(names(draft.actions)).toEqual(['get_by_subject']);
    expect(draft.relationships.map((relationship) => [relationship.name, relationship.destination])).toEqual([
      ['identities', 'Blog.Identity'],
    ]);
    expect(draft.openBecause).toEqual([]);
  });

  it('adds what second factors need', async () => {
    const draft = await withStrategies(`totp do
        identity_field :email
        confirm_setup_enabled? true
      end
      otp do
      end
      recovery_code do
      end
      remember_me :remember_me
      webauthn do
      end`);
    expect(names(draft.actions)).toEqual(
      [
        'confirm_setup_with_totp',
        'generate_recovery_code_codes',
        'get_by_email',
        'get_by_subject',
        'register_with_webauthn',
        'request_otp',
        'setup_with_totp',
        'sign_in_with_otp',
        'sign_in_with_remember_me',
        'sign_in_with_webauthn',
        'sign_in_with_webauthn_token',
        'verify_webauthn',
        'verify_with_recovery_code',
        'verify_with_totp',
      ].sort(),
    );
    expect(names(draft.calculations)).toEqual(['totp_url_for_totp']);
  });

  it('adds what add-ons need', async () => {
    const draft = await draftOf(
      ['AshAuthentication'],
      `${user}
      authentication do
        add_ons do
          confirmation :confirm_new_user do
            monitor_fields [:email]
          end
          log_out_everywhere do
            apply_on_password_change? true
          end
          audit_log do
          end
        end
      end`,
    );
    expect(draft.actions.map(print).slice(1)).toEqual([
      'update confirm_new_user(confirm) accepts email',
      'action log_out_everywhere(user)',
    ]);
    expect(named(draft.attributes, 'confirmed_at')).toMatchObject({ allowNil: true, public: false });
    expect(draft.changes).toHaveLength(3);
  });

  it('opens the resource for names that are computed and strategies of other packages', async () => {
    const draft = await withStrategies('password @name do\nend\nonly_marty do\nend');
    expect(draft.openBecause.map(({ reason }) => reason)).toEqual([
      'the name of a `password` strategy is computed',
      'what the strategy `only_marty` adds is not known',
    ]);
  });

  it('builds the token resource', async () => {
    const draft = await draftOf(
      ['AshAuthentication.TokenResource'],
      'token do\n  revocation do\n    revoke_jti_action_name :revoke\n  end\nend',
    );
    expect(names(draft.attributes)).toEqual(
      ['jti', 'subject', 'expires_at', 'purpose', 'extra_data', 'created_at', 'updated_at'].sort(),
    );
    expect(named(draft.attributes, 'jti')).toMatchObject({ primaryKey: true, allowNil: false, sensitive: true });
    expect(draft.actions.map(print)).toContain('create revoke(jti, subject) accepts extra_data');
    expect(draft.actions.map(print)).toContain('action revoked?(token, jti)');
    expect(names(draft.actions)).not.toContain('revoke_jti');
  });

  it('builds a user identity, but not the identity that depends on the version', async () => {
    const draft = await draftOf(['AshAuthentication.UserIdentity'], 'user_identity do\n  user_resource Blog.User\nend');
    const user = named(draft.relationships, 'user') as BelongsTo;
    expect(user).toMatchObject({
      destination: 'Blog.User',
      sourceAttribute: 'user_id',
      attributeType: { kind: 'unknown' },
    });
    expect(names(draft.actions)).toEqual(['destroy', 'read', 'upsert']);
    expect(draft.identities).toEqual([]);
    expect(draft.openBecause).toHaveLength(1);
    const written = await draftOf(
      ['AshAuthentication.UserIdentity'],
      'user_identity do\n  user_resource Blog.User\nend\nidentities do\n  identity :once, [:uid, :strategy, :user_id]\nend',
    );
    expect(named(written.actions, 'upsert').upsertIdentity).toBe('once');
    expect(written.openBecause).toEqual([]);
  });
});

describe('other packages', () => {
  it('AshAdmin adds a calculation with a label field only', async () => {
    expect((await draftOf(['AshAdmin.Resource'], 'admin do\n  actor? true\nend')).calculations).toEqual([]);
    const draft = await draftOf(['AshAdmin.Resource'], 'admin do\n  label_field :title\nend');
    expect(names(draft.calculations)).toEqual(['ash_admin_position_sort']);
  });

  it('AshAi adds a vector and the action that computes it', async () => {
    const draft = await draftOf(
      ['AshAi'],
      `vectorize do
        full_text do
          text fn post -> post.title end
        end
        attributes title: :title_vector
        strategy :ash_oban
      end`,
    );
    expect(names(draft.attributes)).toEqual(['full_text_vector', 'title_vector']);
    expect(draft.actions.map(print)).toEqual(['update ash_ai_update_embeddings() accepts']);
  });

  it('AshDoubleEntry builds accounts, balances and transfers', async () => {
    const account = await draftOf(['AshDoubleEntry.Account'], 'account do\n  balance_resource Blog.Balance\nend');
    expect(names(account.attributes)).toEqual(['currency', 'id', 'identifier', 'inserted_at']);
    expect(names(account.actions)).toEqual(['_autogenerated_primary_read', 'lock_accounts', 'open']);
    expect(names(account.calculations)).toEqual(['balance_as_of', 'balance_as_of_ulid']);
    const balance = await draftOf(['AshDoubleEntry.Balance'], 'balance do\n  account_resource Blog.Account\nend');
    expect(balance.identities[0]?.keys).toEqual(['account_id', 'transfer_id']);
    const transfer = await draftOf(['AshDoubleEntry.Transfer'], 'transfer do\n  create_accept [:note]\nend');
    expect(names(transfer.relationships)).toEqual(['balances', 'from_account', 'to_account']);
    expect(named(transfer.actions, 'transfer').accept).toContain('note');
  });

  it('AshEvents wraps actions and gives upserts a replay', async () => {
    const draft = await draftOf(
      ['AshEvents.Events'],
      `events do\n  ignore_actions [:old]\nend
      actions do
        read :read
        create :import, accept: [:title], upsert?: true
        update :old
      end`,
    );
    expect(draft.actions.map(({ name, manual }) => [name, manual])).toEqual([
      ['read', false],
      ['import', true],
      ['old', false],
      ['ash_events_replay_import_update', false],
    ]);
  });

  it('AshEvents builds the log, in clear or encrypted', async () => {
    const clear = await draftOf(
      ['AshEvents.EventLog'],
      'event_log do\n  public_fields [:id]\n  persist_actor_primary_key :user_id, Blog.User\nend',
    );
    expect(named(clear.attributes, 'id')).toMatchObject({ primaryKey: true, generated: true, public: true });
    expect(names(clear.attributes)).toContain('user_id');
    expect(names(clear.attributes)).toContain('metadata');
    const encrypted = await draftOf(['AshEvents.EventLog'], 'event_log do\n  cloak_vault Blog.Vault\nend');
    expect(names(encrypted.attributes)).toContain('encrypted_metadata');
    expect(names(encrypted.calculations)).toEqual(['changed_attributes', 'data', 'metadata']);
  });

  it('AshRateLimiter puts a step in front', async () => {
    const draft = await draftOf(
      ['AshRateLimiter'],
      'rate_limit do\n  action :create, limit: 10, per: 60\nend\nactions do\n  create :create\nend',
    );
    expect(named(draft.actions, 'create').steps).toHaveLength(1);
  });

  it('AshStorage adds relationships, URLs and actions', async () => {
    const draft = await draftOf(
      ['AshStorage'],
      `storage do
        attachment_resource Blog.Attachment
        has_one_attached :cover do
          variant :small, Blog.Resize
        end
      end`,
    );
    expect(names(draft.relationships)).toEqual(['cover']);
    expect(names(draft.calculations)).toEqual(['cover_small_url', 'cover_url']);
    expect(names(draft.actions)).toEqual(['attach_cover', 'detach_cover', 'purge_cover']);
  });
});

describe('the registry', () => {
  it('knows modules by their full name only', () => {
    expect(findExtension('AshPostgres.DataLayer')?.sections).toEqual(['postgres']);
    expect(findExtension('AshOban')?.apply).toBeUndefined();
    expect(findExtension('AshArchival')).toBeUndefined();
    expect(isHarmlessUse('GenServer')).toBe(true);
    expect(isHarmlessUse('Blog.Base')).toBe(false);
  });

  it('runs those last that work on what the others add', () => {
    const order = extensionsInOrder(['AshCloak', 'AshStateMachine', 'Blog.Unknown', 'AshCloak']);
    expect(order.map(({ module }) => module)).toEqual(['AshStateMachine', 'AshCloak']);
  });
});

describe('a resource with extensions', () => {
  it('has what they add, and stays closed', async () => {
    const workspace = await createWorkspace({
      'lib/blog/user.ex': `defmodule Blog.User do
        use Ash.Resource,
          domain: Blog,
          data_layer: AshPostgres.DataLayer,
          extensions: [AshAuthentication, AshArchival.Resource]

        authentication do
          strategies do
            password :password do
              identity_field :email
            end
          end
        end

        actions do
          defaults [:read, :destroy]
        end

        attributes do
          uuid_primary_key :id
          attribute :email, :ci_string, allow_nil?: false, public?: true
        end
      end
      `,
    });
    const user = workspace.project.findResource('Blog.User', 'lib/blog/user.ex');
    expect(names(user?.attributes ?? [])).toEqual(['archived_at', 'email', 'id']);
    expect(user?.actions.map(print).sort()).toEqual([
      'create register_with_password(password, password_confirmation) accepts email',
      'destroy destroy() accepts',
      'read get_by_subject(subject)',
      'read read()',
      'read sign_in_with_password(email, password)',
      'read sign_in_with_token(token)',
    ]);
    expect(user?.archival?.attribute).toBe('archived_at');
    expect(user?.openBecause).toEqual([]);
  });
});
