import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';
import { chatHtml } from '../../webviews/chat/html.ts';

/** Puts the panel's page into a webview, which may load files of `dist/webview` and nothing else. */
export function showPage(webview: Webview, extensionUri: Uri): void {
  const root = Uri.joinPath(extensionUri, 'dist', 'webview');
  const uriOf = (name: string): string => webview.asWebviewUri(Uri.joinPath(root, name)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  webview.html = chatHtml({
    nonce: randomBytes(18).toString('base64'),
    cspSource: webview.cspSource,
    scriptUri: uriOf('chat.js'),
    styleUri: uriOf('chat.css'),
  });
}
