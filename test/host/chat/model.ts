import { ConfigurationTarget, window, workspace, commands } from 'vscode';
import { startMessagesFake, type FakeOptions, type MessagesFake } from '../../helpers/messages-fake.ts';
import type { FakeReply } from '../../helpers/messages-fake-events.ts';
import { until } from '../until.ts';
import type { View } from './view.ts';

export const key = 'sk-ant-test-0123456789abcdef';

/** A model on loopback that the user has set up, with the key given as a user gives it. */
export async function setUpModel(view: View, options: FakeOptions = {}): Promise<MessagesFake> {
  const fake = await startMessagesFake({ key, ...options });
  await settings().update('endpoint', fake.url, ConfigurationTarget.Global);
  await answering(key, () => commands.executeCommand('ashArchitect.chat.setKey'));
  await until('a model', () => view.state.provider.models.length > 0);
  return fake;
}

export async function takeDownModel(fake: MessagesFake): Promise<void> {
  await commands.executeCommand('ashArchitect.chat.removeKey');
  await settings().update('endpoint', undefined, ConfigurationTarget.Global);
  await fake.close();
}

export function settings(): ReturnType<typeof workspace.getConfiguration> {
  return workspace.getConfiguration('ashArchitect.chat');
}

/** What the user types into the next input box. */
export async function answering(text: string, work: () => Thenable<unknown>): Promise<void> {
  const original = window.showInputBox;
  Object.assign(window, { showInputBox: () => Promise.resolve(text) });
  try {
    await work();
  } finally {
    Object.assign(window, { showInputBox: original });
  }
}

export const say = (text: string): FakeReply => ({ content: [{ type: 'text', text }] });

export const call = (text: string, ...calls: readonly (readonly [name: string, input: unknown])[]): FakeReply => ({
  content: [{ type: 'text', text }, ...calls.map(([name, input]) => ({ type: 'tool_use' as const, name, input }))],
});
