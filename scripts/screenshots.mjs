// Draws the pictures of the documentation: `npm run screenshots [-- name …]`, with the packaged extension.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Architect, playConversation, startModel } from '../test/e2e/architect.ts';
import { openWorkbench } from '../test/e2e/open-workbench.ts';
import { launchBrowser } from './host/browser.mjs';
import { startHost } from './host/start-host.mjs';
import { packExtension } from './pack-extension.mjs';
import { samePicture } from './same-picture.mjs';

const team = 'lib/helpdesk/accounts/team.ex';
const fix = 'Limit `unique_name` to rows that are not archived';

/** Each brings a window with the example into the state to be shown. */
const shots = {
  async squiggle(workbench) {
    await workbench.openFile('lib/helpdesk/support/ticket.ex', 172);
    await workbench.squiggles('info');
    await workbench.command('Problems: Focus on Problems View');
  },
  async hover(workbench) {
    await workbench.openFile('lib/helpdesk/support/sla_policy.ex', 61);
    await workbench.squiggles('warning');
    await workbench.hover(':unique_name_per_team');
  },
  async 'fix-menu'(workbench) {
    await workbench.openFile('lib/helpdesk/support/sla_policy.ex', 61);
    await workbench.squiggles('warning');
    await workbench.fixes(':unique_name_per_team');
  },
  async choice(workbench) {
    await workbench.openFile('lib/helpdesk/billing/subscription.ex', 45);
    await workbench.squiggles('info');
    const [text] = await workbench.squiggles('info');
    const titles = await workbench.fixes(text);
    await workbench.page.keyboard.press('Escape');
    await workbench.fix(
      text,
      titles.find((title) => title.endsWith('…')),
    );
    await workbench.page.locator('.quick-input-widget:visible').waitFor();
  },
  async 'two-places-before'(workbench) {
    await bothPlaces(workbench);
  },
  async 'two-places-after'(workbench) {
    await bothPlaces(workbench);
    await workbench.fix(':unique_name', fix);
    await workbench.editorText(/where: expr\(is_nil\(archived_at\)\)/);
  },
  async checklist(workbench) {
    await workbench.openFile('lib/helpdesk/support/ticket.ex', 1);
    await workbench.squiggles('info');
    await workbench.command('Ash Architect: Show the Checklist');
    const tree = workbench.page.getByRole('tree', { name: 'Checklist' });
    await tree.getByRole('treeitem', { name: /^Ticket, flagged/ }).click();
    await workbench.page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem', { name: /^Computed values, flagged/ }).click();
  },
  async preview(workbench) {
    await workbench.page.setViewportSize({ width: 1600, height: 900 });
    await workbench.openFile('lib/helpdesk/accounts/api_key.ex', 10);
    await workbench.page.getByRole('button', { name: 'Preview Migration' }).first().click();
    await addBelow(workbench, 'repo Helpdesk.Repo', 'identity_wheres_to_sql unique_active_name: "revoked_at IS NULL"');
    await workbench.openFile('lib/helpdesk/support/tag.ex', 34);
    await addBelow(workbench, 'uuid_primary_key :id', 'attribute :emoji, :string, allow_nil?: false');
    await workbench.page.locator('.codelens-decoration').getByText('reads every row').first().waitFor();
  },
  async proof(workbench) {
    const { page } = workbench;
    await page.setViewportSize({ width: 1600, height: 900 });
    await workbench.openFile('priv/repo/migrations/20250401094500_check_invoice_line_quantity.exs', 1);
    await page.locator('.codelens-decoration a').filter({ hasText: 'Prove: Up, Down, Up' }).click();
    await reportFrame(page).getByRole('heading', { name: 'What differs' }).waitFor();
    await page.locator('.notification-toast').waitFor({ state: 'hidden' });
  },
  async indexes(workbench) {
    const { page } = workbench;
    await page.setViewportSize({ width: 1600, height: 1100 });
    // Codegen refuses the example as it is, and so there would be no tables.
    await workbench.openFile('lib/helpdesk/accounts/api_key.ex', 10);
    await addBelow(workbench, 'repo Helpdesk.Repo', 'identity_wheres_to_sql unique_active_name: "revoked_at IS NULL"');
    await workbench.openFile('lib/helpdesk/support/comment.ex', 1);
    await page.locator('.codelens-decoration a').filter({ hasText: 'Prove Indexes' }).click();
    await reportFrame(page).locator('details > summary').first().click({ timeout: 300_000 });
    await page.locator('.notification-toast').waitFor({ state: 'hidden' });
  },
  async settings(workbench) {
    await workbench.openFile('mix.exs');
    await workbench.command('Preferences: Open Settings (UI)');
    // The editor of settings says nowhere that it is ready for input, or that it has found all.
    await workbench.page.waitForTimeout(4_000);
    await workbench.page.keyboard.insertText('@ext:ash-architect.ash-architect ');
    await workbench.page.waitForTimeout(4_000);
  },
};

/** The panel after a conversation, in three themes; each needs a VS Code and a model of its own. */
const themes = {
  'chat-dark': 'Default Dark Modern',
  'chat-light': 'Default Light Modern',
  'chat-high-contrast': 'Default High Contrast',
};

async function conversation(workbench, fake) {
  const { page } = workbench;
  await page.setViewportSize({ width: 1280, height: 1300 });
  await workbench.openFile('lib/helpdesk/support/comment.ex', 16);
  await workbench.squiggles('error', ':nilify');
  const architect = await Architect.open(workbench);
  await architect.widen(560);
  await architect.setKey();
  await playConversation(architect, fake);
}

function reportFrame(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

async function addBelow(workbench, line, text) {
  await workbench.putCursor(line);
  await workbench.page.keyboard.press('End');
  await workbench.type(`\n${text}`);
}

/** A window high enough for the two places that one fix changes. */
async function bothPlaces(workbench) {
  await workbench.page.setViewportSize({ width: 1280, height: 1500 });
  await workbench.openFile(team, 1);
  await workbench.squiggles('warning', ':unique_name');
}

const folder = 'docs/screenshots';
const names = process.argv.slice(2);
const settings = { 'window.title': '${activeEditorShort}${separator}${rootName}' };

mkdirSync(folder, { recursive: true });
const vsix = packExtension();
const browser = await launchBrowser();
const comparer = await browser.newPage();
const isWanted = ([name]) => names.length === 0 || names.includes(name);

const wanted = Object.entries(shots).filter(isWanted);
if (wanted.length > 0) {
  const host = await startHost({ extensionsToInstall: [vsix], settings });
  for (const [name, prepare] of wanted) await draw(host, name, prepare);
  await host.stop();
}
for (const [name, theme] of Object.entries(themes).filter(isWanted)) {
  const { fake, machineSettings } = await startModel();
  const themed = { ...settings, 'workbench.colorTheme': theme };
  const host = await startHost({ extensionsToInstall: [vsix], settings: themed, machineSettings });
  await draw(host, name, (workbench) => conversation(workbench, fake));
  await host.stop();
  await fake.close();
}
await browser.close();

async function draw(host, name, prepare) {
  const { workbench, close } = await openWorkbench(host, browser, 'examples/helpdesk');
  await prepare(workbench);
  const picture = await steadyPicture(workbench.page);
  await close();
  const file = `${folder}/${name}.png`;
  const isNew = !existsSync(file) || !(await samePicture(comparer, readFileSync(file), picture));
  if (isNew) writeFileSync(file, picture);
  console.log(`${file}${isNew ? '' : ' looks as before'}`);
}

/** The screen when it has stopped changing: colours, icons and findings arrive one after the other. */
async function steadyPicture(page) {
  let picture = await page.screenshot();
  for (let same = 0, tries = 0; same < 4 && tries < 120; tries++) {
    await page.waitForTimeout(500);
    const next = await page.screenshot();
    same = next.equals(picture) ? same + 1 : 0;
    picture = next;
  }
  return picture;
}
