import type { FrameLocator, Locator } from 'playwright-core';
import type { FakeBlock } from '../helpers/messages-fake-events.ts';
import { fakeModel, startMessagesFake, type MessagesFake } from '../helpers/messages-fake.ts';
import { until } from './until.ts';
import type { Workbench } from './workbench.ts';

/** The key that the user of these tests has; the fake takes no other. */
const key = 'sk-ant-test-0123456789abcdef';

/** A model on loopback, and the settings of the machine that make it the architect's. */
export async function startModel(): Promise<{
  readonly fake: MessagesFake;
  readonly machineSettings: Readonly<Record<string, string>>;
}> {
  const fake = await startMessagesFake({ key, models: [fakeModel({ display_name: 'Claude' })] });
  return { fake, machineSettings: { 'ashArchitect.chat.endpoint': fake.url } };
}

/** The architect's panel, as a user sees it. */
export class Architect {
  readonly #workbench: Workbench;
  /** The page in the webview. */
  readonly frame: FrameLocator;

  private constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.frame = workbench.page.frameLocator('iframe.webview').frameLocator('#active-frame');
  }

  static async open(workbench: Workbench): Promise<Architect> {
    await workbench.command('Ash Architect: Open the Architect');
    const architect = new Architect(workbench);
    await architect.composer.waitFor();
    return architect;
  }

  get composer(): Locator {
    return this.frame.getByRole('textbox', { name: 'Ask the architect' });
  }

  /** Everything that was said. */
  get transcript(): Locator {
    return this.frame.getByRole('log');
  }

  /** The answers; the last one is the newest. */
  get answers(): Locator {
    return this.transcript.locator('article.answer');
  }

  /** The card that waits for a decision. */
  get openCard(): Locator {
    return this.transcript.locator('.approval[data-status=open]');
  }

  /** Presses the button of the open card that applies it, once it says so. */
  async apply(label: string): Promise<void> {
    const title = await this.openCard.getByRole('heading', { level: 3 }).innerText();
    const card = this.openCard.filter({ hasText: title });
    await this.#press(card.getByRole('button', { name: label, exact: true }), async () => (await card.count()) === 0);
  }

  /** Leaves a change of the open card out, by its number from 1, and waits for the check of the rest. */
  async refuse(number: number): Promise<void> {
    const button = this.openCard.getByRole('button', { name: new RegExp(`^Refuse change ${number} of`) });
    await this.#press(button, async () => (await button.getAttribute('aria-pressed')) === 'true');
    await this.openCard.locator('[data-about=chosen]').waitFor();
  }

  /** A card that has just opened takes no click for half a second, so that nobody decides by accident. */
  async #press(button: Locator, isDone: () => Promise<boolean>): Promise<void> {
    await button.waitFor();
    await until(`what ${await button.innerText()} does`, async () => {
      if (await isDone()) return true;
      await button.click({ timeout: 1_000 }).catch(() => undefined);
      return isDone();
    });
  }

  /** Gives the key in VS Code's own input box, from the panel's first screen. */
  async setKey(): Promise<void> {
    const { page } = this.#workbench;
    await this.frame.getByRole('button', { name: 'Set an Anthropic key' }).click();
    await page.locator('.quick-input-widget input:visible').fill(key);
    await page.keyboard.press('Enter');
    await this.frame.getByRole('combobox', { name: 'Model' }).waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Makes the panel wider by its border. */
  async widen(width: number): Promise<void> {
    const { page } = this.#workbench;
    const side = await page.locator('.part.sidebar').boundingBox();
    if (side === null) throw new Error('There is no side bar.');
    const [x, y] = [side.x + side.width, side.y + 300];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(side.x + width, y, { steps: 8 });
    await page.mouse.up();
  }
}

const comment = 'lib/helpdesk/support/comment.ex';

/**
 * A conversation in which the model looks at a resource, proposes edits of two files, and reports; the user accepts the
 * first proposal and one of the two changes of the second.
 */
export async function playConversation(architect: Architect, fake: MessagesFake): Promise<void> {
  const text = (words: string): FakeBlock => ({ type: 'text', text: words });
  const use = (name: string, input: unknown): FakeBlock => ({ type: 'tool_use', name, input });
  fake.script(
    {
      content: [
        {
          type: 'thinking',
          thinking: 'The delete fails in the database. I look at the resource that refers to users.',
        },
        text('I look at the resource that refers to users.'),
        use('get_resource', { resource: 'Helpdesk.Support.Comment' }),
      ],
    },
    {
      content: [
        text(`Deleting a user sets \`author_id\` to NULL, and the column forbids it: \`${comment}:16\`.`),
        use('ash_edit', { edit: { kind: 'add_identity', resource: 'Helpdesk.Knowledge.Category', keys: ['slug'] } }),
        use('edit', {
          path: comment,
          summary: 'Refuse to delete a user who has comments.',
          edits: [
            { old: 'reference :author, on_delete: :nilify', new: 'reference :author, on_delete: :restrict' },
            { old: 'index [:ticket_id, :inserted_at]', new: 'index [:ticket_id]' },
          ],
        }),
      ],
    },
    { content: [text(report)], usage: { input_tokens: 1_900, cache_read_input_tokens: 21_400 } },
  );
  await architect.say('Why does deleting a user fail? Fix it, and make the slugs of categories unique.');
  await architect.apply('Apply');
  await architect.refuse(2);
  await architect.apply('Apply 1 of 2');
  await architect.answers.last().getByText('Run the generator next').waitFor();
}

const report = `A user who has comments is not deleted by accident any more, and two categories of an organization cannot share a slug. The index stays as it was.

| | before | after |
| --- | --- | --- |
| delete of a user | fails with a not-null violation | refused while there are comments |
| slug of a category | may repeat | unique per organization |

Run the generator next:

\`\`\`sh
mix ash.codegen restrict_authors --dry-run
\`\`\``;
