// Opens VS Code with the packaged extension on a copy of the example, until Ctrl-C: the user's own one with folders
// of ours, so that nothing of it changes, or else the embedded host.
import { copyWorkspace } from './host/copy-workspace.mjs';
import { openDesktop } from './host/desktop-code.mjs';
import { startHost } from './host/start-host.mjs';
import { HostUnavailable } from './host/unavailable.mjs';
import { packExtension } from './pack-extension.mjs';

export async function showEditor() {
  // What a user ends on purpose has not failed. The temporary folders and processes end with this process.
  process.once('SIGINT', () => process.exit(0));
  console.log('\n▸ VS Code with the extension\n');
  const vsix = packExtension();
  const { path } = copyWorkspace('examples/helpdesk');
  const intro = `A copy of the example: ${path}\nSee, for instance, lib/helpdesk/support/ticket.ex there. Ctrl-C ends it.\n`;

  const window = openDesktop({ folder: path, vsix });
  if (window !== undefined) {
    console.log(`Your VS Code opens, with settings and extensions of its own for this.\n${intro}`);
    await window.closed;
    return;
  }
  try {
    const host = await startHost({ folder: path, extensionsToInstall: [vsix] });
    console.log(`Open ${host.address()}\n${intro}`);
    await host.ended;
    console.error('The host has ended.');
    process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof HostUnavailable)) throw error;
    console.log(`There is no VS Code to show the extension in: no command "code" that opens a window here.`);
    console.log(`${error.message}\n\nInstall ${vsix} in a VS Code of yours to see it.`);
  }
}
