import { protocolVersion, type Unversioned, type ViewMessage } from '../protocol.ts';

/** What VS Code gives to a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export type Post = (message: Unversioned<ViewMessage>) => void;

export interface Host {
  readonly post: Post;
  /** What this view kept when it was last hidden. */
  readonly recall: () => unknown;
  readonly remember: (memory: unknown) => void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage({ v: protocolVersion, ...message }),
    recall: () => api.getState(),
    remember: (memory) => api.setState(memory),
  };
}
