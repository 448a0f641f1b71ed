import { describe, expect, it } from 'vitest';
import { useVSCode } from './session.ts';

/** PostgreSQL is started, and runs all migrations before this one. */
const patience = 180_000;

describe('a proof', () => {
  const openWindow = useVSCode();

  it(
    'is asked for above a migration, told beside it, and leads to the line',
    async () => {
      const workbench = await openWindow();
      const { page } = workbench;
      await page.setViewportSize({ width: 1600, height: 900 });
      await workbench.openFile('priv/repo/migrations/20250401094500_check_invoice_line_quantity.exs', 1);
      const lens = page.locator('.codelens-decoration a');
      await lens.filter({ hasText: 'Prove: Up, Down, Up' }).click();
      const report = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await report.getByRole('heading', { name: 'What differs' }).waitFor({ timeout: patience });
      await lens.filter({ hasText: 'Refuted on PGlite' }).waitFor();
      expect(await report.locator('.verdict').innerText()).toMatch(/^Refuted/);
      const cause = report.getByRole('cell').getByRole('link');
      expect(await cause.innerText()).toContain('invoice_lines');
      await workbench.screenshot('proof');
      await cause.click();
      await page.locator('.statusbar-item[id="status.editor.selection"]').filter({ hasText: 'Ln 10, Col 1' }).waitFor();
      await report.getByRole('heading', { name: 'What differs' }).waitFor();
    },
    patience,
  );
});
