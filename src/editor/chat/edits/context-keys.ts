import { commands } from 'vscode';

/** Context keys for menus and key bindings; the editor hears only of those that have another value. */
export class ContextKeys {
  readonly #known = new Map<string, unknown>();

  tell(values: Readonly<Record<string, string | boolean | undefined>>): void {
    for (const [key, value] of Object.entries(values)) {
      if (this.#known.get(key) === value) continue;
      this.#known.set(key, value);
      void commands.executeCommand('setContext', key, value);
    }
  }
}
