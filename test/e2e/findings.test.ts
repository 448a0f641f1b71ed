import { describe, expect, it } from 'vitest';
import { squiggledTexts } from './page.mjs';
import { until } from './until.ts';
import { useVSCode } from './session.ts';

const team = 'lib/helpdesk/accounts/team.ex';

describe('findings in the window', () => {
  const openWindow = useVSCode();

  it('are underlined, explained and fixed in two places at once', async () => {
    const workbench = await openWindow();
    await workbench.openFile(team, 60);
    expect(await workbench.squiggles('warning')).toEqual([':unique_name']);
    await workbench.screenshot('squiggle');
    const hover = await workbench.hover(':unique_name');
    expect(hover).toContain('Once a row is archived');
    expect(hover).toContain('lifecycle/archival-identity');
    await workbench.screenshot('hover');
    const title = 'Limit `unique_name` to rows that are not archived';
    await workbench.fixes(':unique_name', title);
    await workbench.screenshot('fixes');
    await workbench.page.keyboard.press('Escape');
    await workbench.fix(':unique_name', title);
    await workbench.editorText(/identity :unique_name, \[:name\], where: expr\(is_nil\(archived_at\)\)/);
    await until('no squiggle', async () => (await squiggledTexts(workbench.page, 'warning')).length === 0);
    await workbench.openFile(team, 1);
    await workbench.editorText(/identity_wheres_to_sql unique_name: "archived_at IS NULL"/);
    await workbench.command('Undo');
    await workbench.openFile(team, 1);
    await workbench.editorText(/table "teams"\s+repo Helpdesk.Repo\s+references/);
  });

  it('of a rule are fixed in all files, after they were looked at', async () => {
    const workbench = await openWindow();
    const { page } = workbench;
    await workbench.openFile('lib/helpdesk/support/ticket.ex', 125);
    await workbench.squiggles('error');
    await workbench.fix('utc_now', 'Fix all 2 of types/frozen-default in the workspace…');
    await page.locator('.multiDiffEditor').getByText('invoice.ex').first().waitFor();
    await page.locator('.notification-toast').getByText('nothing is changed yet').waitFor();
    await workbench.screenshot('fix-preview');
    await page.locator('.notification-toast').getByRole('button', { name: 'Apply' }).click();
    await workbench.openFile('lib/helpdesk/support/ticket.ex', 125);
    await workbench.editorText(/set_attribute\(:resolved_at, &DateTime\.utc_now\/0\)/);
    expect(await squiggledTexts(page, 'error')).toEqual([]);
    await workbench.openFile('lib/helpdesk/billing/invoice.ex', 70);
    await workbench.editorText(/default: &Date\.utc_today\/0/);
  });

  it('are there after the extension host restarted in the middle of an edit', async () => {
    const workbench = await openWindow();
    await workbench.openFile('lib/helpdesk/support/sla_policy.ex', 32);
    await workbench.putCursor('attributes do');
    await workbench.page.keyboard.press('End');
    await workbench.type('\nattribute :fee, :float');
    expect(await workbench.squiggles('warning', ':float')).toContain(':float');
    // The window comes back with another extension host, and with what was typed and not saved.
    await workbench.command('Developer: Reload Window');
    await workbench.squiggles('warning', ':float');
    await workbench.putCursor('attribute :fee, :float');
    await workbench.page.keyboard.press('End');
    await workbench.type('\nattribute :price, :float');
    await until('both lines', async () => {
      const texts = await workbench.squiggles('warning', ':float');
      return texts.filter((text) => text === ':float').length === 2;
    });
    await workbench.editorText(/attribute :fee, :float\n\s*attribute :price, :float/);
  });

  it('are listed in the checklist', async () => {
    const workbench = await openWindow();
    await workbench.openFile(team, 66);
    // Commands of the extension are hidden until it knows of a project.
    await workbench.squiggles('warning');
    await workbench.command('Ash Architect: Show the Checklist');
    const tree = workbench.page.getByRole('tree', { name: 'Checklist' });
    await tree.getByRole('treeitem', { name: /^Team, flagged/ }).waitFor();
    await tree.getByRole('treeitem', { name: /^User, nothing flagged/ }).waitFor();
    await workbench.screenshot('checklist');
  });
});
