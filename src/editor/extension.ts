import { window, type ExtensionContext } from 'vscode';

/** The entry that VS Code calls. */
export function activate(context: ExtensionContext): void {
  context.subscriptions.push(window.createOutputChannel('Ash Architect', { log: true }));
}
