import {
  Disposable,
  EventEmitter,
  TabInputText,
  ViewColumn,
  window,
  workspace,
  type Event,
  type Tab,
  type TextDocumentContentProvider,
  type Uri,
} from 'vscode';
import type { PlanDocument, PlanView } from '../../analysis/plan-document.ts';
import type { ProjectSession } from '../project-session.ts';
import type { Projects } from '../projects.ts';
import { MigrationPreview } from './migration-preview.ts';
import { planScheme, previewUri, readAddress } from './preview-address.ts';

/** The previews that are open, one for each project, as read-only documents that follow what is typed. */
export class Previews implements TextDocumentContentProvider, Disposable {
  readonly onDidChange: Event<Uri>;
  /** What is offered above a text may be something else now. */
  readonly onDidChangeLenses: Event<void>;
  readonly #changed = new EventEmitter<Uri>();
  readonly #lensesChanged = new EventEmitter<void>();
  readonly #projects: Projects;
  readonly #previews = new Map<string, MigrationPreview>();
  /** Projects that changed while nobody looked at their previews. */
  readonly #outdated = new Set<string>();
  readonly #subscriptions: Disposable;

  constructor(projects: Projects) {
    this.#projects = projects;
    this.onDidChange = this.#changed.event;
    this.onDidChangeLenses = this.#lensesChanged.event;
    this.#subscriptions = Disposable.from(
      this.#changed,
      this.#lensesChanged,
      workspace.registerTextDocumentContentProvider(planScheme, this),
      projects.onDidHandOver(({ place }) => this.#outdate(place.root.toString())),
      projects.onDidChange(({ session }) => {
        if (this.#previews.has(session.place.root.toString())) this.#lensesChanged.fire();
      }),
      window.onDidChangeVisibleTextEditors(() => this.#refreshVisible()),
      window.tabGroups.onDidChangeTabs(({ closed }) => this.#forget(closed)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const preview of this.#previews.values()) preview.dispose();
    this.#previews.clear();
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.documentAt(uri)?.text ?? '';
  }

  /** What a document of ours shows, and where in it. */
  documentAt(uri: Uri): PlanDocument | undefined {
    const address = readAddress(uri);
    return address === undefined ? undefined : this.#previewOf(address.root).documentOf(address.view);
  }

  /** The preview that a document of ours shows, and its project where that is open. */
  at(uri: Uri): { readonly preview: MigrationPreview; readonly session: ProjectSession | undefined } | undefined {
    const address = readAddress(uri);
    if (address === undefined) return undefined;
    return { preview: this.#previewOf(address.root), session: this.#sessionOf(address.root) };
  }

  /** The preview of a project with the plan for its present texts, whether it is shown or not. */
  async current(session: ProjectSession): Promise<MigrationPreview> {
    await session.settled();
    const preview = this.#previewOf(session.place.root.toString());
    await preview.refresh();
    return preview;
  }

  /** Shows the plan of a project beside what is edited; another view of it gives way. */
  async open(session: ProjectSession, view: PlanView): Promise<void> {
    await this.#previewOf(session.place.root.toString()).refresh();
    const root = session.place.root.toString();
    const uri = previewUri(session.place, view);
    const others = window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => rootOf(tab).includes(root));
    const viewColumn = others[0]?.group.viewColumn ?? ViewColumn.Beside;
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: false });
    await window.tabGroups.close(others.filter(({ input }) => !isOf(input, uri)));
  }

  #previewOf(root: string): MigrationPreview {
    const known = this.#previews.get(root);
    if (known !== undefined) return known;
    const preview = new MigrationPreview(() => this.#sessionOf(root));
    this.#previews.set(root, preview);
    preview.onDidChange((view) => {
      const session = this.#sessionOf(root);
      if (session !== undefined) this.#changed.fire(previewUri(session.place, view));
      this.#lensesChanged.fire();
    });
    // A document may be there before its project is: those of the last time come back with the window.
    this.#outdate(root);
    return preview;
  }

  #sessionOf(root: string): ProjectSession | undefined {
    return this.#projects.sessions.find(({ place }) => place.root.toString() === root);
  }

  #outdate(root: string): void {
    if (!this.#previews.has(root)) return;
    this.#outdated.add(root);
    this.#refreshVisible();
  }

  /** A plan costs the analysis some time, which is only spent for somebody who looks at it. */
  #refreshVisible(): void {
    for (const { document } of window.visibleTextEditors) {
      const root = readAddress(document.uri)?.root;
      if (root !== undefined && this.#outdated.delete(root)) void this.#previews.get(root)?.refresh();
    }
  }

  /** Answers are remembered for as long as a preview is open. */
  #forget(closed: readonly Tab[]): void {
    const open = new Set(window.tabGroups.all.flatMap(({ tabs }) => tabs).flatMap(rootOf));
    for (const root of closed.flatMap(rootOf)) {
      if (open.has(root)) continue;
      this.#previews.get(root)?.dispose();
      this.#previews.delete(root);
    }
  }
}

function isOf(input: unknown, uri: Uri): boolean {
  return input instanceof TabInputText && input.uri.toString() === uri.toString();
}

function rootOf({ input }: Tab): string[] {
  const address = input instanceof TabInputText ? readAddress(input.uri) : undefined;
  return address === undefined ? [] : [address.root];
}
