import { createHash } from 'node:crypto';
import { commands, EventEmitter, window, workspace, type Event, type ExtensionContext } from 'vscode';
import { z } from 'zod';
import { ProviderError, type ModelInfo, type Provider } from '../../architect/provider.ts';
import { createAnthropicProvider } from '../../architect/providers/anthropic.ts';
import { failure } from '../../architect/providers/failures.ts';
import { bounds, type Frame } from '../../webviews/chat-state.ts';
import { readChatSettings } from './chat-settings.ts';
import { Keys } from './keys.ts';
import { createVsCodeProvider } from './lm/vscode-provider.ts';
import { pickVsCodeModel } from './lm/pick-model.ts';

/** What was chosen in the panel, kept for the user and all their workspaces. */
const choiceSchema = z.object({ provider: z.enum(['anthropic', 'vscode']).optional(), model: z.string().optional() });
type Choice = z.output<typeof choiceSchema>;
const choiceKey = 'ashArchitect.chat.choice';

/** How long a list of models may take, in milliseconds. */
const listLimit = 30_000;

/** Which model answers, and whether there is one. Nothing is asked of anybody in a workspace that is not trusted. */
export class ModelChoice {
  readonly onDidChange: Event<void>;
  readonly #context: ExtensionContext;
  readonly #log: (line: string) => void;
  readonly #keys: Keys;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly { readonly dispose: () => void }[];
  /** Tells one key and endpoint from another, without being either; undefined where there is no key. */
  #source: string | undefined;
  #models: readonly ModelInfo[] = [];
  /** Which list `#models` is, or is going to be. */
  #listing: { readonly of: Provider['id']; readonly done: Promise<readonly ModelInfo[]> } | undefined;

  constructor(context: ExtensionContext, log: (line: string) => void) {
    this.#context = context;
    this.#log = log;
    this.#keys = new Keys(context.secrets);
    this.onDidChange = this.#changed.event;
    const again = (): void => void this.refresh();
    this.#subscriptions = [
      this.#changed,
      context.secrets.onDidChange(again),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('ashArchitect.chat')) again();
      }),
      workspace.onDidGrantWorkspaceTrust(again),
    ];
  }

  /** For the panel. */
  get frame(): Frame['provider'] {
    const kind = this.#kind();
    const models = this.#models.slice(0, 500).map(({ id, name }) => ({ id, name: name.slice(0, bounds.line) }));
    const model = kind === 'none' ? undefined : (this.#wanted() ?? this.#models[0]?.id);
    return { kind, models, ...(model === undefined ? {} : { model }) };
  }

  /** Who is asked next, or a `ProviderError` that says what is missing. */
  async current(): Promise<{ readonly provider: Provider; readonly model: ModelInfo }> {
    if (!workspace.isTrusted) {
      throw new ProviderError('forbidden', 'This workspace is not trusted, so no model is asked. Trust it first.');
    }
    const provider = this.#provider();
    if (provider === undefined) throw failure('no-key');
    const models = await this.#list(provider);
    const wanted = this.#wanted();
    const found = models.find(({ id }) => id === wanted);
    if (found !== undefined) return { provider, model: found };
    const [first] = models;
    if (first === undefined) throw failure('no-such-model', { detail: 'it offers no model at all.' });
    // A model that a setting names is not silently another one.
    if (readChatSettings().model !== 'inherit')
      throw failure('no-such-model', { detail: `there is no ${wanted ?? ''}.` });
    return { provider, model: first };
  }

  /** Looks anew at the key and the settings, and lists the models where there is somebody else to ask. */
  async refresh(): Promise<void> {
    const source = sourceOf(await this.#keys.read());
    if (source !== this.#source) {
      this.#source = source;
      this.#listing = undefined;
      this.#models = [];
    }
    const provider = workspace.isTrusted ? this.#provider() : undefined;
    this.#changed.fire();
    if (provider === undefined) return;
    await this.#list(provider).catch((error: unknown) => this.#log(`The models are not known: ${messageOf(error)}`));
  }

  async addKey(): Promise<void> {
    if (!(await this.#keys.ask())) return;
    await this.#choose({ provider: 'anthropic', model: undefined });
  }

  async removeKey(): Promise<void> {
    await this.#keys.remove();
    await this.refresh();
  }

  async chooseVsCodeModel(): Promise<void> {
    const picked = await pickVsCodeModel();
    if (picked === undefined) return;
    await this.#choose({ provider: 'vscode', model: picked.id });
    if (this.#kind() !== 'vscode') await this.#sayFixed('provider');
  }

  /** Asks which of the provider's models is to answer. */
  async chooseModel(): Promise<void> {
    const items = this.#models.map(({ id, name }) => ({ label: name, description: id, id }));
    if (items.length === 0) {
      void window.showInformationMessage('No list of models could be fetched. Check the key and the endpoint.');
      return;
    }
    const picked = await window.showQuickPick(items, { title: 'Model of the Architect', matchOnDescription: true });
    if (picked !== undefined) await this.setModel(picked.id);
  }

  async setModel(id: string): Promise<void> {
    if (readChatSettings().model !== 'inherit') return this.#sayFixed('model');
    await this.#context.globalState.update(choiceKey, { ...this.#choice(), model: id });
    this.#changed.fire();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #choose(choice: Choice): Promise<void> {
    await this.#context.globalState.update(choiceKey, choice);
    await this.refresh();
  }

  async #sayFixed(key: 'model' | 'provider'): Promise<void> {
    const open = 'Open the Setting';
    const setting = `ashArchitect.chat.${key}`;
    const answer = await window.showInformationMessage(`Your setting \`${setting}\` decides this.`, open);
    if (answer === open) await commands.executeCommand('workbench.action.openSettings', setting);
  }

  #choice(): Choice {
    return choiceSchema.safeParse(this.#context.globalState.get(choiceKey)).data ?? {};
  }

  /** The id of the chosen model, if one was chosen. */
  #wanted(): string | undefined {
    const { model } = readChatSettings();
    return model === 'inherit' ? this.#choice().model : model;
  }

  #kind(): Frame['provider']['kind'] {
    const { provider } = readChatSettings();
    const wanted = provider === 'inherit' ? this.#choice().provider : provider;
    if (wanted === 'vscode') return 'vscode';
    return this.#source === undefined ? 'none' : 'anthropic';
  }

  #provider(): Provider | undefined {
    switch (this.#kind()) {
      case 'none':
        return undefined;
      case 'vscode':
        return createVsCodeProvider({ access: this.#context.languageModelAccessInformation, log: this.#log });
      case 'anthropic':
        return createAnthropicProvider({
          apiKey: () => this.#keys.read(),
          baseUrl: readChatSettings().endpoint,
          log: this.#log,
        });
    }
  }

  #list(provider: Provider): Promise<readonly ModelInfo[]> {
    if (this.#listing?.of === provider.id) return this.#listing.done;
    this.#models = [];
    const listing = { of: provider.id, done: provider.models(AbortSignal.timeout(listLimit)) };
    this.#listing = listing;
    listing.done.then(
      (models) => {
        if (this.#listing !== listing) return;
        this.#models = models;
        this.#changed.fire();
      },
      () => {
        // The next question asks again.
        if (this.#listing === listing) this.#listing = undefined;
      },
    );
    return listing.done;
  }
}

/** The key itself is kept in the secret storage alone. */
function sourceOf(key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  return createHash('sha256').update(`${readChatSettings().endpoint}\n${key}`).digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
