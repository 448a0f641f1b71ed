import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';
import type * as chat from './chat/main.ts';

/** What dist/chat.cjs gives. */
export type ChatBundle = typeof chat;

/** The bundle with the chat's engine, which is loaded when it is needed first: activation shall not wait for it. */
export function loadChatBundle({ extensionPath }: ExtensionContext): ChatBundle {
  const path = join(extensionPath, 'dist', 'chat.cjs');
  return createRequire(path)(path) as ChatBundle;
}
