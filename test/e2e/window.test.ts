import { describe, it } from 'vitest';
import { useVSCode } from './session.ts';

describe('the installed extension', () => {
  const openWindow = useVSCode();

  it('is listed, and runs after an Elixir file was opened', async () => {
    const workbench = await openWindow();
    await workbench.openFile('mix.exs');
    await workbench.editorText(/^defmodule Helpdesk.MixProject do$/m);

    console.log(await workbench.activation());
  });
});
