import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useVSCode } from './session.ts';
import { until } from './until.ts';
import type { Workbench } from './workbench.ts';

const preview = '.monaco-editor[data-uri^="ash-plan:"]';
const repair = '\nidentity_wheres_to_sql unique_active_name: "revoked_at IS NULL"';

describe('the preview of the next migration', () => {
  const openWindow = useVSCode();

  it('stands beside a resource, follows it and asks', async () => {
    const workbench = await openWindow();
    const { page } = workbench;
    await page.setViewportSize({ width: 1600, height: 900 });
    await workbench.openFile('lib/helpdesk/accounts/api_key.ex', 10);
    await page.getByRole('button', { name: 'Preview Migration' }).first().click();
    await previewText(workbench, /# Codegen raises, and writes nothing: Must provide an entry for/);
    await workbench.screenshot('preview-refused');
    await putAfter(workbench, 'repo Helpdesk.Repo', repair);
    await previewText(workbench, /# As far as it is known, codegen would write no migration\./);
    await workbench.openFile('lib/helpdesk/support/tag.ex', 34);
    await putAfter(workbench, 'uuid_primary_key :id', '\nattribute :emoji, :string, allow_nil?: false');
    await previewText(workbench, /add :emoji, :text, null: false/);
    await lens(workbench, /reads every row/).waitFor();
    const drift = workbench.status('ash-architect.ash-architect.ashArchitect.drift');
    await until('the count', async () => (await drift.innerText()).includes('1 not generated'));
    await page.locator(`${preview} .detected-link`).filter({ hasText: ':emoji' }).first().waitFor();
    await workbench.screenshot('preview-elixir');
    await lens(workbench, 'Show as SQL').click();
    await previewText(workbench, /ALTER TABLE "tags" ADD COLUMN "emoji" text NOT NULL;/);
    await workbench.screenshot('preview-sql');
    await lens(workbench, 'Show as Elixir').click();
    await previewText(workbench, /add :emoji, :text, null: false/);
  });

  it('is answered, and warns before codegen runs', async () => {
    const workbench = await openWindow();
    const { page } = workbench;
    await page.setViewportSize({ width: 1600, height: 900 });
    await workbench.openFile('lib/helpdesk/knowledge/category.ex', 1);
    // The palette has the command as soon as the button is there.
    await page.getByRole('button', { name: 'Preview Migration' }).first().waitFor();
    await workbench.command('Ash Architect: Preview Migration');
    await previewText(workbench, /# Codegen raises/);
    await lens(workbench, 'Run mix ash.codegen…').click();
    const input = page.locator('.quick-input-widget input:visible').first();
    // Nobody knows whether the machine has a `mix`.
    const anyway = page.locator('.notification-toast').getByRole('button', { name: 'Run All the Same' });
    await anyway.or(input).first().waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await until('the proposed name', async () => (await input.inputValue()) !== '');
    await workbench.screenshot('codegen-name');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog').filter({ hasText: 'Codegen will go wrong.' });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('lib/helpdesk/accounts/api_key.ex:1: Codegen raises on');
    await workbench.screenshot('codegen-warning');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });
});

/** What the preview shows on the screen, once it is as expected. */
function previewText({ page }: Workbench, expected: RegExp): Promise<string> {
  const lines = page.locator(`${preview} .view-lines`);
  return until(`a preview with ${String(expected)}`, async () => {
    const text = (await lines.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
    return expected.test(text) && text;
  });
}

function lens({ page }: Workbench, title: string | RegExp): Locator {
  return page
    .locator('.monaco-editor[data-uri^="ash-plan:"] .codelens-decoration a')
    .filter({ hasText: title })
    .first();
}

async function putAfter(workbench: Workbench, text: string, added: string): Promise<void> {
  await workbench.putCursor(text);
  await workbench.page.keyboard.press('End');
  await workbench.type(added);
}
