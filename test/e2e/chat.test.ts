import { afterAll, describe, expect, it } from 'vitest';
import { Architect, playConversation, startModel } from './architect.ts';
import { useVSCode } from './session.ts';

const comment = 'lib/helpdesk/support/comment.ex';
const { fake, machineSettings } = await startModel();

describe("the architect's panel", () => {
  const openWindow = useVSCode({ machineSettings });
  afterAll(() => fake.close());

  it('is useful without a model, then asks the one that the user sets up', async () => {
    const workbench = await openWindow();
    await workbench.openFile(comment, 16);
    await workbench.squiggles('error', ':nilify');
    const architect = await Architect.open(workbench);
    await architect.frame.getByRole('button', { name: /^\/review:/ }).click();
    await architect.answers
      .last()
      .getByRole('heading', { name: /^Review of/ })
      .waitFor();
    await architect.transcript.getByText('relationships/nilify-on-required').first().waitFor();
    await architect.frame.getByRole('button', { name: 'New session' }).click();
    await architect.setKey();

    await playConversation(architect, fake);
    const cards = architect.transcript.locator('.approval');
    const statuses = [0, 1].map((index) => cards.nth(index).getAttribute('data-status'));
    expect(await Promise.all(statuses)).toEqual(['applied', 'partly']);
    await workbench.editorText(/reference :author, on_delete: :restrict, index\?: true/);
    await workbench.screenshot('chat');
    expect(fake.refused).toEqual([]);

    // The page is made anew when the view is shown again; what was said is there.
    await workbench.command('View: Show Explorer');
    await architect.composer.waitFor({ state: 'detached' });
    await Architect.open(workbench);
    await architect.answers.last().getByText('two categories of an organization cannot share a slug').waitFor();

    // And after the window was loaded anew, with another extension host.
    await workbench.command('Developer: Reload Window');
    await Architect.open(workbench);
    await architect.answers.last().getByText('two categories of an organization cannot share a slug').waitFor();
  });
});
