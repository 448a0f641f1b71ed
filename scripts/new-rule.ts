import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areasOf } from '../src/checklist/checklist.ts';

/** `npm run new-rule area/name`: the folder of a rule, to be filled in. */

const id = process.argv[2] ?? '';
const match = /^([a-z-]+)\/([a-z][a-z-]*)$/.exec(id);
const areas = Object.values(areasOf).flat();
if (match === null || !areas.includes(match[1] ?? '')) {
  console.error(`Usage: npm run new-rule area/name, with an area of: ${areas.join(', ')}`);
  process.exit(2);
}
const folder = join('src/checklist/rules', id);
if (existsSync(folder)) {
  console.error(`${folder} exists already.`);
  process.exit(2);
}
mkdirSync(join(folder, 'cases'), { recursive: true });

const isMigration = match[1] === 'migrations';
const subject = isMigration ? 'migration' : 'resource';
const example = isMigration
  ? 'defmodule Blog.Repo.Migrations.Example do\n  use Ecto.Migration\nend\n'
  : 'defmodule Blog.Post do\n  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer\nend\n';

writeFileSync(
  join(folder, 'rule.ts'),
  `import { at } from '../../../../base/span.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: '${subject}',
  tier: 2,
  severity: 'info',
  summary: 'One line on what it finds.',
  messages: {
    found: 'What happens to the data or the user. What to do about it.',
  },
  *check(${subject}) {
    yield { message: 'found', at: at(${subject}.path, ${subject}.nameSpan) };
  },
});
`,
);
writeFileSync(join(folder, 'cases', isMigration ? 'example.exs' : 'example.ex'), example);
writeFileSync(
  join(folder, 'doc.md'),
  `# What goes wrong\n\nWhy it matters, first.\n\n## Flagged\n\n\`\`\`elixir\n${example}\`\`\`\n\n## Passes\n\n\`\`\`elixir\n${example}\`\`\`\n\n## When to ignore\n\nWhen …\n`,
);
console.log(`Wrote ${folder}. Next: cases, rule, page, then \`npm run generate && npm run check\`.`);
