import { Uri, ViewColumn, window, type Disposable, type ExtensionContext, type WebviewPanel } from 'vscode';
import { openPlaceCommand } from '../proof-lenses.ts';
import type { Html } from './page/html.ts';
import { commandLink, reportPage } from './page/report-page.ts';
import type { LinkTo } from './page/proof-page.ts';

/** The one tab that shows what PostgreSQL did last. It runs no script. */
export class ReportPanel implements Disposable {
  readonly #context: ExtensionContext;
  #panel: WebviewPanel | undefined;

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  show(title: string, body: Html): void {
    const panel = (this.#panel ??= this.#create());
    const folder = Uri.joinPath(this.#context.extensionUri, 'dist', 'webview');
    const styleUri = panel.webview.asWebviewUri(Uri.joinPath(folder, 'report.css')).toString();
    panel.title = title;
    panel.webview.html = reportPage({ cspSource: panel.webview.cspSource, styleUri }, title, body);
    panel.reveal(undefined, true);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'ashArchitect.report',
      'Proof',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: false,
        enableCommandUris: [openPlaceCommand],
        localResourceRoots: [Uri.joinPath(this.#context.extensionUri, 'dist', 'webview')],
      },
    );
    panel.onDidDispose(() => (this.#panel = undefined));
    return panel;
  }
}

/** Links to lines of a project. */
export function linksInto(uriOf: (path: string) => Uri | undefined): LinkTo {
  return (path, line, label) => {
    const uri = uriOf(path);
    return uri === undefined ? label : commandLink(openPlaceCommand, [uri.toString(), line], label);
  };
}
