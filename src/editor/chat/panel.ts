import {
  commands,
  Disposable,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
  type WebviewView,
} from 'vscode';
import type { ChatState, Mention } from '../../webviews/chat-state.ts';
import { readViewMessage, type HostMessage } from '../../webviews/protocol.ts';
import type { ProofsOf } from '../proof-view.ts';
import type { ProjectSession } from '../project-session.ts';
import type { Projects } from '../projects.ts';
import type { Broadcast } from './broadcast.ts';
import { Connections } from './connections.ts';
import { chooseProject } from './current-project.ts';
import { EditReview } from './edits/edit-review.ts';
import { ModelChoice } from './model-choice.ts';
import { showPage } from './panel-page.ts';
import { PlanFiles } from './plan-files.ts';
import { ProjectChat } from './project-chat.ts';
import { decide } from './decide.ts';
import { handleViewMessage } from './view-handlers.ts';
import { createViewState } from './view-state.ts';

/** What a page gets that shows the panel. */
export interface Page {
  /** Anything at all: what is no message of the view is dropped. */
  readonly receive: (data: unknown) => Promise<void>;
  readonly dispose: () => void;
}

/** The architect's panel: which project it is about, what it shows, and who hears what the user does in it. */
export class ChatPanel implements Disposable {
  readonly models: ModelChoice;
  readonly plans = new PlanFiles();
  readonly #context: ExtensionContext;
  readonly #projects: Projects;
  readonly #proofsOf: ProofsOf;
  readonly #log: LogOutputChannel;
  readonly #diffs: EditReview;
  readonly #viewState = createViewState();
  readonly #connections = new Connections(() => this.state());
  readonly #subscriptions: Disposable;
  #view: WebviewView | undefined;
  #project: ProjectChat | undefined;
  #choosing: Promise<unknown> = Promise.resolve();
  #isWorking = false;

  constructor(context: ExtensionContext, projects: Projects, proofsOf: ProofsOf, log: LogOutputChannel) {
    this.#context = context;
    this.#projects = projects;
    this.#proofsOf = proofsOf;
    this.#log = log;
    this.models = new ModelChoice(context, (line) => log.info(line));
    this.#diffs = new EditReview(context);
    this.#subscriptions = Disposable.from(
      ...[this.models, this.plans, this.#diffs],
      this.models.onDidChange(() => this.#changed()),
      projects.onDidChange(() => this.#follow()),
      workspace.onDidGrantWorkspaceTrust(() => this.#changed()),
      this.#diffs.onDidChoose(
        ({ approval, hunks }) => void this.#project?.conversation.proposals.choose(approval, hunks),
      ),
      this.#diffs.onDidEdit(({ approval }) => void this.#project?.conversation.proposals.edited(approval)),
      this.#diffs.onDidDecide(({ approval, decision }) => {
        if (this.#project !== undefined) decide(this.#project.conversation, approval, { kind: decision });
      }),
    );
    void this.models.refresh();
    this.#follow();
  }

  /** The chat of the project; undefined while there is none. */
  get project(): ProjectChat | undefined {
    return this.#project;
  }

  /** What the panel shows. */
  state(): ChatState {
    const { conversation, sessions } = this.#project ?? {};
    return this.#viewState({
      conversation: conversation?.chat.state(),
      activity: conversation?.activity ?? 'idle',
      sessions: sessions?.entries ?? [],
      provider: this.models.frame,
      isTrusted: workspace.isTrusted,
      checks: conversation?.proposals.checks ?? new Map(),
      now: Date.now(),
    });
  }

  /** The chat that something is to happen in; the user is asked where it is not clear. */
  needProject(): Promise<ProjectChat | undefined> {
    return this.#choose(true);
  }

  /** Begins a new session, in the project of the active editor. */
  async beginSession(): Promise<void> {
    const session = await chooseProject(this.#projects, this.#context.workspaceState, true);
    if (session !== undefined) await (await this.showProject(session)).begin();
  }

  /** Turns to the chat of a project. */
  showProject(session: ProjectSession): Promise<ProjectChat> {
    return this.#inTurn(async () => {
      if (this.#project?.session === session) return this.#project;
      await this.#close();
      return this.#open(session);
    });
  }

  /** Shows the panel with words in its composer, which nobody has sent yet. */
  async compose(text: string, mentions: readonly Mention[]): Promise<void> {
    this.#connections.say({ kind: 'compose', text, mentions: [...mentions] });
    await this.reveal();
  }

  async reveal(): Promise<void> {
    await commands.executeCommand('ashArchitect.chat.focus');
  }

  /** What the page made different by itself is set back to what holds. */
  insist(values: Partial<ChatState>): void {
    this.#connections.insist(values);
  }

  resolve(view: WebviewView): void {
    this.#view = view;
    const page = this.connect((message) => void view.webview.postMessage(message));
    const listening = Disposable.from(
      view.webview.onDidReceiveMessage((data: unknown) => void page.receive(data)),
      view.onDidChangeVisibility(() => this.#changed()),
    );
    view.onDidDispose(() => {
      listening.dispose();
      page.dispose();
      this.#view = undefined;
    });
    showPage(view.webview, this.#context.extensionUri);
    this.#changed();
  }

  /** Joins a page with the panel. */
  connect(post: (message: HostMessage) => void): Page {
    const broadcast = this.#connections.add(post);
    return {
      receive: (data) => this.#receive(data, broadcast),
      dispose: () => this.#connections.remove(broadcast),
    };
  }

  /** Ends what is at work and keeps what was said. */
  close(): Promise<void> {
    return this.#close();
  }

  dispose(): void {
    void this.#close();
    this.#subscriptions.dispose();
  }

  async #receive(data: unknown, broadcast: Broadcast): Promise<void> {
    const message = readViewMessage(data);
    if (message === undefined) {
      this.#log.warn('The panel sent a message that is not known, which was dropped.');
      return;
    }
    try {
      if (message.kind === 'ready' || message.kind === 'resync') this.#connections.welcome(broadcast);
      else await handleViewMessage(message, this, (answer) => broadcast.say(answer));
    } catch (error) {
      this.#log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  #changed(): void {
    this.#connections.changed();
    const activity = this.#project?.conversation.activity ?? 'idle';
    if (this.#view !== undefined) {
      const isUnseen = activity === 'waiting' && !this.#view.visible;
      this.#view.badge = isUnseen ? { value: 1, tooltip: 'The architect waits for your decision.' } : undefined;
    }
    if (this.#isWorking === (activity !== 'idle')) return;
    this.#isWorking = !this.#isWorking;
    void commands.executeCommand('setContext', 'ashArchitect.chat.isWorking', this.#isWorking);
  }

  /** Projects come and go; a chat goes with its project, and is back when that is. */
  #follow(): void {
    const { sessions } = this.#projects;
    if (this.#project !== undefined && sessions.includes(this.#project.session)) return;
    if (this.#project !== undefined || sessions.some(({ place }) => place.isFolder)) void this.#choose(false);
  }

  #choose(mayAsk: boolean): Promise<ProjectChat | undefined> {
    return this.#inTurn(async () => {
      if (this.#project !== undefined && this.#projects.sessions.includes(this.#project.session)) return this.#project;
      await this.#close();
      const session = await chooseProject(this.#projects, this.#context.workspaceState, mayAsk);
      return session && this.#open(session);
    });
  }

  async #open(session: ProjectSession): Promise<ProjectChat> {
    const given = {
      ...{ context: this.#context, models: this.models, plans: this.plans, diffs: this.#diffs },
      ...{ proofsOf: this.#proofsOf, log: this.#log },
    };
    const project = await ProjectChat.open({ ...given, session, onChange: () => this.#changed() });
    this.#project = project;
    this.#changed();
    return project;
  }

  /** One after the other, so that two messages do not open two chats. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#choosing.then(work);
    this.#choosing = result.catch((error: unknown) => this.#log.error(String(error)));
    return result;
  }

  async #close(): Promise<void> {
    const project = this.#project;
    this.#project = undefined;
    await project?.close();
    this.#changed();
  }
}
