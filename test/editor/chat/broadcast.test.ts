import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Connections } from '../../../src/editor/chat/connections.ts';
import type { ChatState } from '../../../src/webviews/chat-state.ts';
import { emptyStore, receive, type Store } from '../../../src/webviews/chat/store.ts';
import type { HostMessage } from '../../../src/webviews/protocol.ts';
import { conversation, withModel } from '../../webviews/samples.ts';

function panel(first: ChatState): {
  set: (next: ChatState) => void;
  connections: Connections;
  messages: HostMessage[];
  store: () => Store;
  broadcast: ReturnType<Connections['add']>;
} {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let state = first;
  let store = emptyStore;
  const messages: HostMessage[] = [];
  const connections = new Connections(() => state);
  const broadcast = connections.add((message) => {
    messages.push(message);
    if (message.kind === 'snapshot' || message.kind === 'update') store = receive(store, message);
  });
  const set = (next: ChatState): void => {
    state = next;
    connections.changed();
  };
  return { set, connections, messages, store: () => store, broadcast };
}

describe('what a page is told', () => {
  it('is a snapshot when it asks, and then what changed, gathered', () => {
    const { set, connections, messages, store, broadcast } = panel(withModel);
    set({ ...withModel, phase: 'analysis' });
    vi.runAllTimers();
    expect(messages).toEqual([]);
    connections.welcome(broadcast);
    set({ ...withModel, isWorking: true });
    set({ ...withModel, isWorking: true, messages: conversation.messages });
    vi.runAllTimers();
    expect(messages.map(({ kind }) => kind)).toEqual(['snapshot', 'update']);
    expect(store().state).toEqual({ ...withModel, isWorking: true, messages: conversation.messages });
    connections.changed();
    vi.runAllTimers();
    expect(messages).toHaveLength(2);
  });

  it('goes on after a snapshot that was asked for again, and is nothing while it sleeps', () => {
    const { set, connections, messages, store, broadcast } = panel(withModel);
    connections.welcome(broadcast);
    set({ ...withModel, hasPlan: false });
    connections.welcome(broadcast);
    set({ ...withModel, phase: 'free' });
    vi.runAllTimers();
    expect(store()).toMatchObject({ isLost: false, state: { phase: 'free' } });
    connections.remove(broadcast);
    set(withModel);
    vi.runAllTimers();
    expect(messages.map(({ kind }) => kind)).toEqual(['snapshot', 'snapshot', 'update']);
  });

  it('sets back what the page showed by itself', () => {
    const { connections, messages, store, broadcast } = panel(withModel);
    connections.insist({ phase: 'design' });
    expect(messages).toEqual([]);
    connections.welcome(broadcast);
    connections.insist({ phase: 'design' });
    expect(messages.at(-1)).toMatchObject({ kind: 'update', deltas: [{ kind: 'set', values: { phase: 'design' } }] });
    expect(store().isLost).toBe(false);
  });

  it('waits for a page that listens', () => {
    const { connections, messages, broadcast } = panel(withModel);
    connections.say({ kind: 'compose', text: 'Fix this.', mentions: [] });
    expect(messages).toEqual([]);
    connections.welcome(broadcast);
    expect(messages.map(({ kind }) => kind)).toEqual(['snapshot', 'compose']);
    connections.say({ kind: 'compose', text: 'And this.', mentions: [] });
    expect(messages.at(-1)).toMatchObject({ text: 'And this.' });
  });
});
