import { createHash } from 'node:crypto';
import { Uri, window, type ExtensionContext } from 'vscode';
import type { ChatState } from '../../architect/chat/chat-state.ts';
import type { Clock } from '../../architect/ports.ts';
import { SessionStore, type OpenResult, type SessionEntry } from '../../architect/sessions/session-store.ts';
import type { ProjectPlace } from '../project-place.ts';
import { sessionStorage } from './sessions-storage.ts';

/** How long changes are gathered before they are written, in milliseconds, while an answer comes. */
const gathering = 2_000;

/** The sessions of one project on disk, and the list of them that the panel shows. */
export class KeptSessions {
  readonly #context: ExtensionContext;
  readonly #store: SessionStore;
  readonly #lastKey: string;
  readonly #onChange: () => void;
  #entries: readonly SessionEntry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isComplaining = false;

  constructor(context: ExtensionContext, place: ProjectPlace, clock: Clock, onChange: () => void) {
    const key = createHash('sha256').update(place.root.toString()).digest('hex').slice(0, 16);
    const base = context.storageUri ?? context.globalStorageUri;
    this.#context = context;
    this.#store = new SessionStore(sessionStorage(Uri.joinPath(base, 'sessions', key)), clock);
    this.#lastKey = `ashArchitect.chat.last.${key}`;
    this.#onChange = onChange;
  }

  get entries(): readonly SessionEntry[] {
    return this.#entries;
  }

  /** Lists what there is, and gives the conversation that was open the last time. */
  async start(): Promise<ChatState | undefined> {
    const { entries, complaints } = await this.#store.index();
    this.#entries = entries;
    for (const complaint of complaints) void window.showWarningMessage(complaint);
    const last = this.#context.workspaceState.get<string>(this.#lastKey);
    if (!entries.some(({ id }) => id === last) || last === undefined) return undefined;
    const opened = await this.open(last);
    if (opened.ok) return opened.state;
    void window.showWarningMessage(opened.reason);
    return undefined;
  }

  open(id: string): Promise<OpenResult> {
    return this.#store.open(id);
  }

  /** The conversation that is to be open the next time. */
  async remember(id: string): Promise<void> {
    await this.#context.workspaceState.update(this.#lastKey, id);
  }

  /** Keeps a conversation in a moment; `read` gives it as it is then. */
  saveSoon(read: () => ChatState): void {
    this.#timer ??= setTimeout(() => void this.save(read()), gathering);
  }

  async save(state: ChatState): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const result = await this.#store.save(state);
    if (result.ok && state.turns.length > 0) this.#take(result.entry);
    // Said once, not with every word.
    if (!result.ok && !this.#isComplaining) void window.showWarningMessage(result.reason);
    this.#isComplaining = !result.ok;
  }

  async rename(id: string, name: string): Promise<void> {
    const result = await this.#store.rename(id, name);
    if (result.ok) this.#take(result.entry);
    else void window.showWarningMessage(result.reason);
  }

  async remove(id: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#store.remove(id);
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.#onChange();
  }

  #take(entry: SessionEntry): void {
    const others = this.#entries.filter(({ id }) => id !== entry.id);
    this.#entries = [entry, ...others].sort((a, b) => b.changedAt - a.changedAt);
    this.#onChange();
  }
}
