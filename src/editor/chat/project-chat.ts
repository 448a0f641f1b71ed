import { window, workspace, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { ChatEvent } from '../../architect/chat/chat-event.ts';
import type { ChatState } from '../../architect/chat/chat-state.ts';
import { exportSession } from '../../architect/sessions/export-session.ts';
import { shortened } from '../../architect/sessions/session-name.ts';
import type { ProofsOf } from '../proof-view.ts';
import type { ProjectSession } from '../project-session.ts';
import { Conversation } from './conversation.ts';
import type { EditReview } from './edits/edit-review.ts';
import { editorPlace } from './editor-place.ts';
import { KeptSessions } from './kept-sessions.ts';
import type { ModelChoice } from './model-choice.ts';
import type { PlanFiles } from './plan-files.ts';
import { createProjectPorts, type ProjectPorts } from './ports/project-ports.ts';

export interface ProjectChatOptions {
  readonly context: ExtensionContext;
  readonly session: ProjectSession;
  readonly models: ModelChoice;
  readonly plans: PlanFiles;
  readonly diffs: EditReview;
  readonly proofsOf: ProofsOf;
  readonly log: LogOutputChannel;
  /** Something is to be shown otherwise. */
  readonly onChange: () => void;
}

/** The chat of one project: the conversation that is open, and those that are kept. */
export class ProjectChat implements Disposable {
  readonly session: ProjectSession;
  readonly ports: ProjectPorts;
  readonly sessions: KeptSessions;
  readonly #options: ProjectChatOptions;
  #conversation: Conversation;

  private constructor(options: ProjectChatOptions, ports: ProjectPorts, sessions: KeptSessions, state?: ChatState) {
    this.session = options.session;
    this.ports = ports;
    this.sessions = sessions;
    this.#options = options;
    this.#conversation = this.#create(state);
  }

  /** With the conversation that was open the last time, or a new one. */
  static async open(options: ProjectChatOptions): Promise<ProjectChat> {
    const { context, session, log, onChange } = options;
    const ports = createProjectPorts(session, context, log);
    const sessions = new KeptSessions(context, session.place, ports.clock, onChange);
    return new ProjectChat(options, ports, sessions, await sessions.start());
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  /** Begins a new session; one in which nothing was said yet is new enough. */
  async begin(): Promise<void> {
    if (this.#conversation.chat.state().turns.length > 0) await this.#change(undefined);
  }

  async open(id: string): Promise<void> {
    if (id === this.#conversation.id) return;
    const opened = await this.sessions.open(id);
    if (opened.ok) await this.#change(opened.state);
    else void window.showWarningMessage(opened.reason);
  }

  async rename(id: string, name: string): Promise<void> {
    if (id !== this.#conversation.id) return this.sessions.rename(id, name);
    this.#conversation.chat.rename(shortened(name));
    await this.#save();
  }

  /** Asks first: a session that is removed is gone. */
  async remove(id: string): Promise<void> {
    const name = this.sessions.entries.find((entry) => entry.id === id)?.name ?? 'this session';
    const remove = 'Remove';
    const detail = 'The conversation is deleted. Files that it changed stay as they are.';
    const answer = await window.showWarningMessage(`Remove “${name}”?`, { modal: true, detail }, remove);
    if (answer !== remove) return;
    if (id === this.#conversation.id) {
      await this.#conversation.chat.stop();
      this.#replace(undefined);
    }
    await this.sessions.remove(id);
  }

  /** Opens a session as a Markdown document, to be saved wherever the user likes. */
  async export(id: string): Promise<void> {
    const opened =
      id === this.#conversation.id
        ? ({ ok: true, state: this.#conversation.chat.state() } as const)
        : await this.sessions.open(id);
    if (!opened.ok) return void window.showWarningMessage(opened.reason);
    const document = await workspace.openTextDocument({ language: 'markdown', content: exportSession(opened.state) });
    await window.showTextDocument(document, { preview: false });
  }

  /** Stops what is at work and keeps everything. */
  async close(): Promise<void> {
    await this.#conversation.chat.stop();
    await this.#save();
    this.dispose();
  }

  dispose(): void {
    this.#conversation.dispose();
  }

  async #change(state: ChatState | undefined): Promise<void> {
    await this.#conversation.chat.stop();
    await this.#save();
    this.#replace(state);
    await this.sessions.remember(this.#conversation.id);
  }

  #replace(state: ChatState | undefined): void {
    this.#conversation.dispose();
    this.#conversation = this.#create(state);
    this.#options.onChange();
  }

  #create(state: ChatState | undefined): Conversation {
    const { session, models, plans, diffs, proofsOf, onChange } = this.#options;
    const conversation: Conversation = new Conversation({
      ...{ ports: this.ports, proofs: proofsOf(session), models, plans, diffs, onChange },
      place: session.place,
      cursor: () => editorPlace(session),
      onEvent: (event) => this.#heard(event),
      ...(state === undefined ? {} : { state }),
    });
    return conversation;
  }

  #heard(event: ChatEvent): void {
    this.#options.onChange();
    const { id, chat } = this.#conversation;
    if (event.kind === 'turn-started') void this.sessions.remember(id);
    // What is asked or done is worth keeping at once; words while they come, now and then.
    if (event.kind === 'activity' && event.activity !== 'working') void this.#save();
    else this.sessions.saveSoon(() => chat.state());
  }

  #save(): Promise<void> {
    return this.sessions.save(this.#conversation.chat.state());
  }
}
