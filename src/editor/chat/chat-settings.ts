import { workspace } from 'vscode';

const section = 'ashArchitect.chat';

/** Where a key is sent when nobody says otherwise. */
export const defaultEndpoint = 'https://api.anthropic.com';

export interface ChatSettings {
  readonly endpoint: string;
  /** `inherit` leaves it to what was chosen in the panel. */
  readonly provider: 'inherit' | 'anthropic' | 'vscode';
  readonly model: string;
}

/**
 * What the user chose for this machine. A workspace could send the key elsewhere: the settings are scoped to the
 * machine, and only values that were given there are looked at. The environment is not asked.
 */
export function readChatSettings(): ChatSettings {
  const provider = machineValue('provider');
  return {
    endpoint: machineValue('endpoint') ?? defaultEndpoint,
    provider: provider === 'anthropic' || provider === 'vscode' ? provider : 'inherit',
    model: machineValue('model') ?? 'inherit',
  };
}

function machineValue(key: string): string | undefined {
  const value: unknown = workspace.getConfiguration(section).inspect(key)?.globalValue;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
