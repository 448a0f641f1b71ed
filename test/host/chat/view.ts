import { strict as assert } from 'node:assert';
import type { ChatState, Part, PartOf } from '../../../src/webviews/chat-state.ts';
import { emptyStore, receive, type Store } from '../../../src/webviews/chat/store.ts';
import { protocolVersion, readHostMessage, type HostMessage } from '../../../src/webviews/protocol.ts';
import { ashArchitect } from '../extension.ts';
import { until } from '../until.ts';

/** What `activate` gives in tests (src/editor/extension.ts). */
interface Api {
  readonly settled: () => Promise<void>;
  readonly chat?: () => {
    readonly state: () => ChatState;
    readonly connect: (post: (message: HostMessage) => void) => Page;
  };
}

interface Page {
  readonly receive: (data: unknown) => Promise<void>;
  readonly dispose: () => void;
}

/** The panel's page without its pixels: it takes what the host says as the browser code does, and says what it says. */
export class View {
  readonly #page: Page;
  readonly #hostState: () => ChatState;
  readonly messages: HostMessage[] = [];
  #store: Store = emptyStore;

  private constructor(api: Api) {
    assert(api.chat, 'The extension is not in test mode.');
    this.#hostState = () => api.chat!().state();
    this.#page = api.chat().connect((message) => this.#take(message));
  }

  /** A page that has just loaded. */
  static async open(): Promise<View> {
    const api = (await ashArchitect().activate()) as Api;
    await api.settled();
    const view = new View(api);
    await view.post({ kind: 'ready' });
    await until('a project', () => view.state.session.id !== 'none');
    return view;
  }

  /** Resolves when the host has dealt with it. */
  post(message: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#page.receive({ v: protocolVersion, ...message });
  }

  /** As it came, without a version. */
  postRaw(data: unknown): Promise<void> {
    return this.#page.receive(data);
  }

  get state(): ChatState {
    assert(this.#store.state, 'There is no snapshot yet.');
    return this.#store.state;
  }

  /** The parts of the last answer. */
  get parts(): readonly Part[] {
    const last = this.state.messages.at(-1);
    return last?.kind === 'assistant' ? last.parts : [];
  }

  partsOf<Kind extends Part['kind']>(kind: Kind): PartOf<Kind>[] {
    return this.parts.filter((part): part is PartOf<Kind> => part.kind === kind);
  }

  /** The text of the last answer. */
  get text(): string {
    return this.partsOf('text')
      .map(({ text }) => text)
      .join('\n');
  }

  send(text: string): Promise<void> {
    return this.post({ kind: 'send', text, mentions: [] });
  }

  command(name: string, text = ''): Promise<void> {
    return this.post({ kind: 'command', name, text, mentions: [] });
  }

  /** Nothing is at work, and the page shows what there is: updates come to exactly what the host has. */
  async idle(): Promise<void> {
    await until('the end of a turn', () => !this.#hostState().isWorking);
    await until('the page', () => JSON.stringify(sorted(this.state)) === JSON.stringify(sorted(this.#hostState())));
  }

  /** The proposal that waits for a decision, with its verdict. */
  async proposal(): Promise<PartOf<'edits'>> {
    const open = (): PartOf<'edits'> | undefined => this.partsOf('edits').find(({ status }) => status === 'open');
    await until('a proposal', () => open()?.verdict !== undefined);
    return open()!;
  }

  async accept(approval: string, hunks: readonly string[] | 'all' = 'all'): Promise<void> {
    await this.post({ kind: 'decide', approval, decision: { kind: 'accept', hunks } });
  }

  close(): void {
    this.#page.dispose();
  }

  #take(message: HostMessage): void {
    // It crosses to the page as JSON; what the page would drop must not be sent in the first place.
    const sent: unknown = JSON.parse(JSON.stringify(message));
    assert.deepEqual(readHostMessage(sent), sent, 'The host said something unknown.');
    this.messages.push(message);
    if (message.kind !== 'snapshot' && message.kind !== 'update') return;
    this.#store = receive(this.#store, message);
    assert(!this.#store.isLost, 'An update did not fit.');
  }
}

/** The same however its keys are ordered, and at whatever moment it was made. */
function sorted({ sessions, ...state }: ChatState): unknown {
  const names = sessions.map(({ id, name }) => ({ id, name }));
  return inOrder({ ...state, sessions: names });
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}
