import type { ChatState } from '../chat/chat-state.ts';
import type { Clock } from '../ports.ts';
import { printSession, readHead, readSession, type SessionFile } from './session-file.ts';
import { nameOf, shortened } from './session-name.ts';
import type { SessionStorage } from './session-storage.ts';
import { shrink } from './shrink.ts';

/** What a list of sessions shows. */
export interface SessionEntry {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export interface SessionIndex {
  /** The latest first. */
  readonly entries: readonly SessionEntry[];
  /** Sentences about files that could not be read. */
  readonly complaints: readonly string[];
}

export type SaveResult =
  | { readonly ok: true; readonly entry: SessionEntry }
  /** A sentence for the user; what was stored before is untouched. */
  | { readonly ok: false; readonly reason: string };

export type OpenResult =
  { readonly ok: true; readonly state: ChatState } | { readonly ok: false; readonly reason: string };

export interface SessionLimits {
  /** In characters of one file. */
  readonly file: number;
  /** The oldest go when there are more. */
  readonly sessions: number;
}

const defaultLimits: SessionLimits = { file: 4_000_000, sessions: 200 };

/**
 * The sessions of a project, one file each. There is no index that could be lost: the list is made from the files, and
 * a damaged one is put aside without touching the others.
 */
export class SessionStore {
  readonly #storage: SessionStorage;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #limits: SessionLimits;
  /** One thing after another, so that an older text never comes last. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(storage: SessionStorage, clock: Pick<Clock, 'now'>, limits: SessionLimits = defaultLimits) {
    this.#storage = storage;
    this.#clock = clock;
    this.#limits = limits;
  }

  index(): Promise<SessionIndex> {
    return this.#inTurn(() => this.#scan());
  }

  /** What `new Chat({ state })` takes. A file that cannot be read is put aside and said to be. */
  open(id: string): Promise<OpenResult> {
    return this.#inTurn(async () => {
      const session = await this.#read(id);
      return typeof session === 'string' ? { ok: false, reason: session } : { ok: true, state: session.chat };
    });
  }

  /** Stores a conversation under its id; one in which nothing was said is not worth a file. */
  save(chat: ChatState): Promise<SaveResult> {
    return this.#inTurn(async () => {
      const now = this.#clock.now();
      const head = await this.#headOf(chat.id);
      const session = {
        version: 1 as const,
        id: chat.id,
        name: nameOf(chat),
        createdAt: head?.createdAt ?? now,
        changedAt: now,
        chat,
      };
      if (chat.turns.length === 0 && head === undefined) return { ok: true, entry: session };
      const result = await this.#write(session);
      if (result.ok && head === undefined) await this.#removeOldest(chat.id);
      return result;
    });
  }

  /** For a session that is not open; an open one is renamed by its chat and saved. An empty name gives its own back. */
  rename(id: string, name: string): Promise<SaveResult> {
    return this.#inTurn(async () => {
      const session = await this.#read(id);
      if (typeof session === 'string') return { ok: false, reason: session };
      const chat = { ...session.chat, title: shortened(name) };
      return this.#write({ ...session, name: nameOf(chat), chat });
    });
  }

  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      if (isId(id)) await this.#storage.remove(fileOf(id));
    });
  }

  /** The session, or a sentence that says why not. */
  async #read(id: string): Promise<SessionFile | string> {
    if (!isId(id)) return 'There is no such session.';
    try {
      const content = await this.#storage.read(fileOf(id));
      if (content === undefined) return 'This session is not there any more.';
      const read = readSession(content);
      if (read.kind === 'read' && read.value.id === id) return read.value;
      if (read.kind === 'newer') return newer(fileOf(id));
      return await this.#putAside(fileOf(id), content, read.kind === 'damaged' ? read.reason : otherId);
    } catch (error) {
      return unreadable(fileOf(id), error);
    }
  }

  async #headOf(id: string): Promise<{ readonly createdAt: number } | undefined> {
    try {
      const content = await this.#storage.read(fileOf(id));
      const read = content === undefined ? undefined : readHead(content);
      return read?.kind === 'read' ? read.value : undefined;
    } catch {
      // What cannot be read is written anew: the conversation in memory is the better one.
      return undefined;
    }
  }

  async #write(session: SessionFile): Promise<SaveResult> {
    if (!isId(session.id)) return { ok: false, reason: 'The session has no id that a file can be named after.' };
    const room =
      this.#limits.file - printSession({ ...session, chat: { ...session.chat, turns: [], checkpoints: [] } }).length;
    const chat = shrink(session.chat, room);
    if (chat === undefined) {
      return {
        ok: false,
        reason: 'The session has become too large to be stored. Start a new one; this one goes on unsaved.',
      };
    }
    try {
      await this.#storage.write(fileOf(session.id), printSession({ ...session, chat }));
      return { ok: true, entry: entryOf(session) };
    } catch (error) {
      return {
        ok: false,
        reason: `The session could not be stored: ${detailOf(error)}. The next change stores it again.`,
      };
    }
  }

  async #scan(): Promise<SessionIndex> {
    const entries: SessionEntry[] = [];
    const complaints: string[] = [];
    for (const file of [...(await this.#storage.list())].sort()) {
      const outcome = isSessionFile(file) ? await this.#examine(file) : undefined;
      if (typeof outcome === 'string') complaints.push(outcome);
      else if (outcome !== undefined) entries.push(outcome);
    }
    return { entries: entries.sort((a, b) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1)), complaints };
  }

  /** The entry of a file, or a complaint; undefined when it went meanwhile. */
  async #examine(file: string): Promise<SessionEntry | string | undefined> {
    try {
      const content = await this.#storage.read(file);
      if (content === undefined) return undefined;
      const read = readHead(content);
      if (read.kind === 'newer') return newer(file);
      if (read.kind === 'read' && fileOf(read.value.id) === file) return entryOf(read.value);
      return await this.#putAside(file, content, read.kind === 'damaged' ? read.reason : otherId);
    } catch (error) {
      return unreadable(file, error);
    }
  }

  async #putAside(file: string, content: string, reason: string): Promise<string> {
    const aside = `${file}.${this.#clock.now()}.damaged`;
    await this.#storage.write(aside, content);
    await this.#storage.remove(file);
    return `A session could not be read (${reason}). Its file is kept as \`${aside}\`; the others are whole.`;
  }

  async #removeOldest(newest: string): Promise<void> {
    const { entries } = await this.#scan();
    const old = entries.filter(({ id }) => id !== newest).slice(Math.max(0, this.#limits.sessions - 1));
    for (const { id } of old) await this.#storage.remove(fileOf(id));
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

const otherId = 'its id is another one';

function newer(file: string): string {
  return `The session in \`${file}\` was written by a newer version, and is left alone.`;
}

function unreadable(file: string, error: unknown): string {
  return `The file \`${file}\` cannot be read: ${detailOf(error)}.`;
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function entryOf({ id, name, changedAt }: SessionEntry): SessionEntry {
  return { id, name, changedAt };
}

function fileOf(id: string): string {
  return `${id}.json`;
}

function isId(id: string): boolean {
  return /^[A-Za-z0-9-]{1,64}$/.test(id);
}

function isSessionFile(name: string): boolean {
  return name.endsWith('.json') && isId(name.slice(0, -'.json'.length));
}
