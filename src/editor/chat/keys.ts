import { window, type SecretStorage } from 'vscode';

/** The name under which the secret storage keeps it; it is nowhere else. */
const name = 'ashArchitect.anthropicKey';

export class Keys {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  async read(): Promise<string | undefined> {
    return this.#secrets.get(name);
  }

  /** Asks for a key and keeps it; false when nobody gave one. */
  async ask(): Promise<boolean> {
    const key = await window.showInputBox({
      title: 'Anthropic API key',
      prompt: 'It is kept in the secret storage of VS Code, and sent to the endpoint of your settings only.',
      placeHolder: 'sk-ant-…',
      password: true,
      ignoreFocusOut: true,
      validateInput: complaintAbout,
    });
    if (key === undefined || complaintAbout(key) !== undefined) return false;
    await this.#secrets.store(name, key.trim());
    return true;
  }

  async remove(): Promise<void> {
    await this.#secrets.delete(name);
    void window.showInformationMessage('The Anthropic API key is removed. Nothing is sent any more.');
  }
}

function complaintAbout(key: string): string | undefined {
  if (key.trim() === '') return 'Paste the key, or press Escape.';
  return /^[\x21-\x7e]+$/.test(key.trim()) ? undefined : 'A key has no blanks and no special characters.';
}
