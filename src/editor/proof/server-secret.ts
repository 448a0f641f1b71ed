import { window, type SecretStorage } from 'vscode';
import { looksLikeProduction } from '../../postgres/engine/looks-like-production.ts';

/** The name under which the secret storage keeps it; it is nowhere else. */
const name = 'ashArchitect.postgresServer';

/** The connection string of the user's own server, and whether it may be used though it looks like production. */
export interface OwnServer {
  readonly connectionString: string;
  readonly confirmed: boolean;
}

/** The user's own server, on which proofs create databases of their own and drop them again. */
export class ServerSecret {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  /** What was confirmed was confirmed for this very string. */
  async read(): Promise<OwnServer | undefined> {
    const connectionString = await this.#secrets.get(name);
    return connectionString === undefined ? undefined : { connectionString, confirmed: true };
  }

  /** Asks for a connection string and keeps it; false when nobody gave one. */
  async ask(): Promise<boolean> {
    const given = await window.showInputBox({
      title: 'Your own PostgreSQL',
      prompt: 'Proofs create a database of their own there and drop it again. It is kept in the secret storage.',
      placeHolder: 'postgresql://USER:PASSWORD@localhost:5432/postgres',
      password: true,
      ignoreFocusOut: true,
      validateInput: complaintAbout,
    });
    const connectionString = given?.trim();
    if (connectionString === undefined || complaintAbout(connectionString) !== undefined) return false;
    if (!(await mayBeUsed(connectionString))) return false;
    await this.#secrets.store(name, connectionString);
    return true;
  }

  async remove(): Promise<void> {
    await this.#secrets.delete(name);
  }
}

async function mayBeUsed(connectionString: string): Promise<boolean> {
  const danger = looksLikeProduction(connectionString);
  if (danger === undefined) return true;
  const yes = 'It Is Not Production';
  const answer = await window.showWarningMessage(
    'This server looks like one in production.',
    { modal: true, detail: `${danger}. Proofs create and drop databases there, and put load on it.` },
    yes,
  );
  return answer === yes;
}

function complaintAbout(text: string): string | undefined {
  if (text.trim() === '') return 'Paste a connection string, or press Escape.';
  return /^postgres(ql)?:\/\/\S+$/.test(text.trim()) ? undefined : 'It begins with `postgresql://` and has no blanks.';
}
