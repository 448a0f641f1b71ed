export interface HostOptions {
  /** A folder or a `.code-workspace` file. */
  readonly folder?: string;
  readonly extensionsToInstall?: readonly string[];
  /** Folders of extensions that need no build; they count as installed. */
  readonly extensions?: readonly string[];
  /** User settings, beside those that keep the screen clean. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings that only count for the machine that the extensions run on. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Whether VS Code asks if it may trust the folder. */
  readonly trust?: boolean;
  readonly smokeTestDriver?: boolean;
  /** For how many seconds the extension host of a closed window waits for its return. */
  readonly forgetAfter?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Window {
  readonly folder?: string;
  readonly payload?: readonly (readonly [string, string])[];
}

export interface Host {
  readonly url: string;
  readonly port: number;
  readonly ended: Promise<unknown>;
  installExtension(vsix: string): void;
  address(window?: Window): string;
  remote(path: string): string;
  stop(): Promise<void>;
}

export function startHost(options?: HostOptions): Promise<Host>;
