import { Uri, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import { asAuthority } from './proposed-files.ts';

const scheme = 'ash-before';

/** Texts before the edits, as documents that nobody can change. */
export class BeforeTexts implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: Disposable;

  constructor() {
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, this);
  }

  add(approval: string, path: string, text: string): Uri {
    const uri = Uri.from({ scheme, authority: asAuthority(approval), path: `/${path}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  remove(uri: Uri): void {
    this.#texts.delete(uri.toString());
  }

  provideTextDocumentContent(uri: Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
