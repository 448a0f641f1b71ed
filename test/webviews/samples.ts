import { blueprintSchema } from '../../src/architect/plan/blueprint.ts';
import { createDiagram } from '../../src/architect/plan/diagram.ts';
import { printBlueprint } from '../../src/architect/plan/print-blueprint.ts';
import type { AssistantMessage, ChatState, Part, PartOf, UserMessage } from '../../src/webviews/chat-state.ts';

/** States as a host would tell them. */
export const empty: ChatState = {
  session: { id: 's1', name: 'Unique e-mail addresses' },
  sessions: [
    { id: 's1', name: 'Unique e-mail addresses', when: 'now' },
    { id: 's2', name: 'Archive closed tickets', when: 'yesterday' },
    { id: 's3', name: 'Why is the comments table slow to load on the ticket page', when: '12 Nov' },
  ],
  phase: 'free',
  provider: { kind: 'none', models: [] },
  messages: [],
  queue: [],
  isWorking: false,
  isTrusted: true,
  hasPlan: false,
  usage: null,
  mentionKinds: ['resource', 'domain', 'migration', 'file', 'finding', 'selection'],
  commands: [
    {
      name: 'review',
      description: 'The checklist of a resource, a file or all changes',
      needsModel: false,
      needsTrust: false,
    },
    { name: 'explain', description: 'A finding, a rule or a resource', needsModel: false, needsTrust: false },
    { name: 'fix', description: 'The fixes that need no decision', needsModel: false, needsTrust: true },
    { name: 'help', description: 'What the architect can do', needsModel: false, needsTrust: false },
    { name: 'analyze', description: 'Domain analysis: entities and relationships', needsModel: true, needsTrust: true },
    { name: 'design', description: 'Resource design: a blueprint with edits', needsModel: true, needsTrust: true },
    { name: 'migrate', description: 'What the migrations would do', needsModel: true, needsTrust: true },
  ],
};

export const withModel: ChatState = {
  ...empty,
  phase: 'design',
  provider: {
    kind: 'anthropic',
    model: 'claude-opus-5-5',
    models: [
      { id: 'claude-opus-5-5', name: 'Claude Opus 5.5' },
      { id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5' },
    ],
  },
  hasPlan: true,
  usage: { used: 48_200, window: 200_000, cached: 41_000 },
};

export const answerText = `Two things about \`Helpdesk.Accounts.User\`:

1. **No identity on \`email\`.** Two requests at the same time can both insert the same address; a validation cannot see the other one.
2. \`organization\` is set to \`nilify\` although \`organization_id\` may not be nil, so deleting an organization fails. See \`lib/helpdesk/accounts/user.ex:24\`.

| column | type | null |
| --- | --- | --- |
| email | citext | no |
| organization_id | uuid | no |

### What I propose

\`\`\`elixir
identities do
  identity :unique_email, [:email], eager_check?: true, message: "is taken by another user of this organization"
end
\`\`\`

The [guide on identities](https://hexdocs.pm/ash/identities.html) says more.

> An index alone would give an error that no form can show.
`;

export const verdict: NonNullable<PartOf<'edits'>['verdict']> = {
  broken: [],
  fixed: [
    {
      rule: 'identities/missing-natural-key',
      severity: 'warning',
      path: 'lib/helpdesk/accounts/user.ex',
      line: 14,
      message: 'Two rows with the same `email` can be stored. Add an identity.',
    },
    {
      rule: 'relationships/nilify-on-required',
      severity: 'error',
      path: 'lib/helpdesk/accounts/user.ex',
      line: 24,
      message: 'Deleting an organization fails, since `organization_id` may not be nil.',
    },
  ],
  added: [],
  remaining: 3,
  unresolved: [],
  open: [],
  isAcceptable: true,
};

export const edits: PartOf<'edits'> = {
  kind: 'edits',
  id: 'p-edits',
  approval: 'approval-1',
  summary: 'Make e-mail addresses unique and delete users with their organization',
  hunks: [
    {
      id: 'h1',
      path: 'lib/helpdesk/accounts/user.ex',
      line: 31,
      removed: [],
      added: ['', '  identities do', '    identity :unique_email, [:email]', '  end'],
    },
    {
      id: 'h2',
      path: 'lib/helpdesk/accounts/user.ex',
      line: 24,
      removed: ['    reference :organization, on_delete: :nilify'],
      added: ['    reference :organization, on_delete: :delete, index?: true'],
    },
    {
      id: 'h3',
      path: 'lib/helpdesk/accounts/organization.ex',
      line: 12,
      removed: ['    has_many :members, Helpdesk.Accounts.User'],
      added: ['    has_many :members, Helpdesk.Accounts.User, destination_attribute: :organization_id'],
    },
  ],
  verdict,
  warnings: [],
  status: 'open',
};

export const run: PartOf<'run'> = {
  kind: 'run',
  id: 'p-run',
  approval: 'approval-2',
  program: 'mix',
  args: ['ash.codegen', 'unique_emails', '--dry-run'],
  folder: '.',
  status: 'open',
};

export const tool = (id: string, more: Partial<PartOf<'tool'>> = {}): PartOf<'tool'> => ({
  kind: 'tool',
  id,
  title: 'Read lib/helpdesk/accounts/user.ex',
  risk: 'read',
  status: 'done',
  result: 'defmodule Helpdesk.Accounts.User do\n  use Ash.Resource, domain: Helpdesk.Accounts\nend',
  ...more,
});

export const user = (id: string, text: string, more: Partial<UserMessage> = {}): UserMessage => ({
  kind: 'user',
  id,
  text,
  mentions: [],
  ...more,
});

export const answer = (id: string, parts: readonly Part[], isDone = true): AssistantMessage => ({
  kind: 'assistant',
  id,
  parts,
  isDone,
});

export const text = (id: string, content: string): PartOf<'text'> => ({ kind: 'text', id, text: content });

const question = user('m1', 'Review @User: can two people register with the same address?', {
  mentions: [
    { kind: 'resource', id: 'Helpdesk.Accounts.User', label: 'Helpdesk.Accounts.User' },
    { kind: 'file', id: 'lib/helpdesk/accounts/user.ex', label: 'user.ex' },
  ],
  checkpoint: 'c1',
});

export const conversation: ChatState = {
  ...withModel,
  messages: [
    question,
    answer('m2', [
      {
        kind: 'thinking',
        id: 'p1',
        text: 'The identity has to be checked against the references first.',
        isDone: true,
      },
      tool('p2'),
      tool('p3', { title: 'Check the findings of lib/helpdesk/accounts', result: '2 findings' }),
      tool('p4', {
        title: 'Look up the DSL of identity',
        status: 'failed',
        result: 'There is no section `identityes`.',
      }),
      text('p5', answerText),
    ]),
  ],
};

const working = (parts: readonly Part[]): ChatState => ({
  ...withModel,
  isWorking: true,
  messages: [question, answer('m2', parts, false)],
});

export const streaming = working([
  { kind: 'thinking', id: 'p1', text: 'Which references point to it?', isDone: false },
  tool('p2', { status: 'running', result: '' }),
]);

export const asking = working([
  text('p1', 'Both are fixed by these edits:'),
  tool('p2', { title: 'Add an identity to Helpdesk.Accounts.User', risk: 'propose', status: 'waiting', result: '' }),
  edits,
]);

export const askingToRun = working([
  text('p1', 'I look at what the generator would do.'),
  tool('p2', { title: 'Run mix ash.codegen', risk: 'run', status: 'waiting', result: '' }),
  run,
]);

export const decided = working([
  { ...edits, status: 'partly' },
  { ...run, status: 'approved' },
  text('p9', 'I left the relationship as it is.'),
]);

export const doubtful = working([
  {
    ...edits,
    warnings: ['`lib/helpdesk/accounts/user.ex` was read before something else wrote to it.'],
    verdict: {
      ...verdict,
      broken: [{ path: 'lib/helpdesk/accounts/user.ex', message: 'an `end` is missing' }],
      added: verdict.fixed.slice(0, 1),
      unresolved: ['`tokens` of `Helpdesk.Accounts.User` leads to `Helpdesk.Accounts.Usr`, which nobody defines.'],
      open: [{ resource: 'Helpdesk.Accounts.Token', reason: 'it uses an extension that is not known' }],
      isAcceptable: false,
    },
  },
]);

export const troubled: ChatState = {
  ...withModel,
  messages: [
    question,
    answer('m2', [
      text('p1', 'The first resource has'),
      { kind: 'notice', id: 'p2', level: 'info', text: 'The answer broke off and was asked for again.', actions: [] },
      {
        kind: 'notice',
        id: 'p3',
        level: 'error',
        text: 'The key was not accepted. Set another one, or use a model of VS Code.',
        actions: ['addKey', 'chooseVsCodeModel', 'retry'],
      },
    ]),
  ],
};

export const retrying = working([
  { kind: 'notice', id: 'p1', level: 'warning', text: 'The service is overloaded.', actions: [], wait: 12_000 },
]);

export const queued: ChatState = {
  ...streaming,
  queue: [
    { id: 'q1', text: 'And the same for organizations?' },
    { id: 'q2', text: 'Then show me the migration.' },
  ],
};

export const untrusted: ChatState = { ...empty, isTrusted: false };

export const rightToLeft: ChatState = {
  ...withModel,
  messages: [
    user('m1', 'هل يمكن لشخصين التسجيل بنفس العنوان؟'),
    answer('m2', [
      text('p1', 'نعم، لأن `email` ليس له هوية فريدة.\n\n- الأولى\n- الثانية\n\nThis paragraph is English.'),
    ]),
  ],
};

const blueprint = blueprintSchema.parse({
  title: 'Service level agreements',
  resources: [
    {
      ...{ module: 'Helpdesk.Support.SlaPolicy', domain: 'Helpdesk.Support', table: 'sla_policies', change: 'new' },
      ...{ purpose: 'How soon a ticket is answered.', primaryKey: { kind: 'uuid_v7', reason: 'As all others.' } },
      attributes: [
        { name: 'name', type: ':string', required: true },
        { name: 'hours', type: ':integer', required: false },
        { name: 'days', type: '{:array, Helpdesk.Support.Types.DayOfTheWeekWithHolidays}', required: true },
      ],
      identities: [{ name: 'unique_name', keys: ['name'], reason: 'It is chosen by its name.' }],
      relationships: [
        { name: 'team', kind: 'belongs_to', destination: 'Helpdesk.Accounts.Team', required: true },
        { name: 'parent', kind: 'belongs_to', destination: 'Helpdesk.Support.SlaPolicy' },
      ],
    },
    {
      ...{ module: 'Helpdesk.Support.Ticket', domain: 'Helpdesk.Support', table: 'tickets', change: 'changed' },
      purpose: 'What somebody asks.',
      relationships: [{ name: 'sla_policy', kind: 'belongs_to', destination: 'Helpdesk.Support.SlaPolicy' }],
    },
  ],
});

/** A blueprint that is wider than the panel, as the host shows it. */
export const designed: ChatState = {
  ...withModel,
  messages: [
    question,
    answer('m2', [
      tool('p1', { title: 'Blueprint: Service level agreements', result: 'The blueprint is shown.' }),
      { kind: 'diagram', id: 'p2', title: blueprint.title, diagram: createDiagram(blueprint) },
      text('p3', printBlueprint(blueprint)),
    ]),
  ],
};

export const scenes = {
  empty,
  untrusted,
  withModel,
  conversation,
  streaming,
  asking,
  askingToRun,
  decided,
  doubtful,
  troubled,
  retrying,
  queued,
  rightToLeft,
  designed,
} as const;
