import { workspace, type ExtensionContext, type Uri } from 'vscode';

const section = 'ashArchitect';

/** Settings that only the editor has; all others are those of the configuration file. */
const ofEditor = new Set(['enable', 'delay']);

/** The settings that the user gave for a project, in the shape of the configuration file. */
export function givenSettings(context: ExtensionContext, root: Uri): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  const configuration = workspace.getConfiguration(section, root);
  for (const key of settingKeys(context)) {
    const found = configuration.inspect(key);
    const value: unknown = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
    if (value !== undefined && !ofEditor.has(key) && !key.startsWith('chat.')) place(settings, key.split('.'), value);
  }
  return settings;
}

/** Whether findings are shown at all, for a file or a project. */
export function isEnabled(uri: Uri): boolean {
  return workspace.getConfiguration(section, uri).get('enable', true);
}

/** How long after the last key stroke a text is examined, in milliseconds. */
export function typingDelay(uri: Uri): number {
  return workspace.getConfiguration(section, uri).get('delay', 150);
}

/** The names of all settings, as the manifest lists them, without the section. */
export function settingKeys(context: ExtensionContext): string[] {
  const manifest = context.extension.packageJSON as {
    readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
  };
  return Object.keys(manifest.contributes.configuration.properties).map((key) => key.slice(section.length + 1));
}

function place(target: Record<string, unknown>, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = (target[key] ?? {}) as Record<string, unknown>;
  target[key] = inner;
  place(inner, rest, value);
}
