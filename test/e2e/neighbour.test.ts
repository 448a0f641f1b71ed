import { describe, expect, it } from 'vitest';
import { packNeighbour } from './pack-neighbour.ts';
import { useVSCode } from './session.ts';

describe('beside another extension for Elixir', () => {
  const openWindow = useVSCode({ extensionsToInstall: [packNeighbour()] });

  it('both report, and a line with an error of the other is left to it', async () => {
    const workbench = await openWindow();
    await workbench.openFile('lib/helpdesk/support/sla_policy.ex', 61);
    expect(await workbench.squiggles('warning', ':unique_name_per_team')).toContain(':unique_name_per_team');
    await workbench.openFile('lib/helpdesk/support/sla_policy.ex', 1);
    await workbench.squiggles('warning', 'defmodule Helpdesk.Support.SlaPolicy do');
    await workbench.openFile('lib/helpdesk/support/sla_policy.ex', 61);
    await workbench.page.keyboard.press('End');
    await workbench.type(' # wrong');
    const [error] = await workbench.squiggles('error');
    expect(error).toContain('identity :unique_name_per_team, [:team_id, :name] # wrong');
    const title = 'Count nil as a value like others: `nils_distinct?: false`';
    await workbench.fix(':unique_name_per_team', title);
    await workbench.editorText(/\[:team_id, :name\], nils_distinct\?: false # wrong/);
    await workbench.screenshot('neighbour');
  });
});
