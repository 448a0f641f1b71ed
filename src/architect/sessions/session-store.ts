import type { ChatState } from '../chat/chat-state.ts';
import type { Clock } from '../ports.ts';
import { printSession, readHead, readSession, type SessionFile } from './session-file.ts';
import { redactState } from './redact-state.ts';
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
  /** When sessions that were met here began, by id: a session is not read again each time it is stored. */
  readonly #begun = new Map<string, number>();
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

  /** Stores a conversation under its id, without its secrets; one in which nothing was said is not worth a file. */
  save(chat: ChatState): Promise<SaveResult> {
    return this.#inTurn(async () => {
      const now = this.#clock.now();
      const begun = await this.#beginOf(chat.id);
      const session = {
        version: 1 as const,
        id: chat.id,
        name: nameOf(chat),
        createdAt: begun ?? now,
        changedAt: now,
        chat: redactState(chat),
      };
      if (chat.turns.length === 0 && begun === undefined) return { ok: true, entry: session };
      const result = await this.#write(session);
      if (result.ok && begun === undefined) await this.#removeOldest(chat.id);
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
      if (isId(id)) await this.#remove(id);
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

  /** Undefined for a session that is not stored. */
  async #beginOf(id: string): Promise<number | undefined> {
    const known = this.#begun.get(id);
    if (known !== undefined || !isId(id)) return known;
    try {
      const content = await this.#storage.read(fileOf(id));
      const read = content === undefined ? undefined : readHead(content);
      return read?.kind === 'read' ? read.value.createdAt : undefined;
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
      this.#begun.set(session.id, session.createdAt);
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
    for (const file of await this.#sessionFiles(complaints)) {
      const outcome = await this.#examine(file);
      if (typeof outcome === 'string') complaints.push(outcome);
      else if (outcome !== undefined) entries.push(outcome);
    }
    return { entries: entries.sort((a, b) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1)), complaints };
  }

  async #sessionFiles(complaints: string[]): Promise<readonly string[]> {
    try {
      return (await this.#storage.list()).filter(isSessionFile).sort();
    } catch (error) {
      complaints.push(
        `The stored sessions cannot be listed: ${detailOf(error)}. Those that are open can still be saved.`,
      );
      return [];
    }
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
    try {
      if ((await this.#sessionFiles([])).length <= this.#limits.sessions) return;
      const { entries } = await this.#scan();
      const old = entries.filter(({ id }) => id !== newest).slice(Math.max(0, this.#limits.sessions - 1));
      for (const { id } of old) await this.#remove(id);
    } catch {
      // The newest is stored, which is what was asked for: the oldest go with the next one.
    }
  }

  async #remove(id: string): Promise<void> {
    this.#begun.delete(id);
    await this.#storage.remove(fileOf(id));
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
