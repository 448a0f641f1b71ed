import './no-eval.ts';
import { readHostMessage } from '../protocol.ts';
import { connectHost } from './host.ts';
import { createPanel } from './panel.ts';

const host = connectHost();
const panel = createPanel(host);
document.body.append(panel.element);

addEventListener('message', ({ origin, data }) => {
  // VS Code hands messages over from a frame of the same origin.
  const message = origin === window.origin ? readHostMessage(data) : undefined;
  if (message !== undefined) panel.receive(message);
});
host.post({ kind: 'ready' });
