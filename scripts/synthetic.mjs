// A workspace of more than 500 resources: the example under 25 names, in an umbrella, with one resource of 500 lines.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const largeResource = 'apps/helpdesk_7/lib/helpdesk/support/large.ex';

export function writeSynthetic(target) {
  for (let copy = 0; copy < 25; copy++) {
    const app = join(target, 'apps', `helpdesk_${copy}`);
    mkdirSync(dirname(app), { recursive: true });
    cpSync('examples/helpdesk', app, { recursive: true });
    for (const name of readdirSync(app, { recursive: true, encoding: 'utf8' })) {
      const path = join(app, name);
      if (/\.exs?$/.test(name))
        writeFileSync(path, readFileSync(path, 'utf8').replaceAll('Helpdesk', `Helpdesk${copy}`));
    }
  }
  writeFileSync(join(target, 'mix.exs'), umbrella);
  writeFileSync(join(target, 'ash-architect.json'), '{ "migrations": { "examine": "all" } }\n');
  writeFileSync(join(target, largeResource), large());
  return target;
}

const umbrella = `defmodule Umbrella.MixProject do
  use Mix.Project

  def project, do: [apps_path: "apps", deps: [{:ash, "~> 3.0"}]]
end
`;

/** Each field has an attribute, a relationship or a calculation, and a line in an action. */
function large() {
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  const lines = (of) => numbers.map(of).join('\n');
  return `defmodule Helpdesk7.Support.Large do
  use Helpdesk7.Resource, domain: Helpdesk7.Support

  postgres do
    table "large"
    repo Helpdesk7.Repo

    references do
${lines((number) => `      reference :ticket_${number}, on_delete: :delete, index?: true`)}
    end
  end

  actions do
    defaults [:read, :destroy]

${lines((number) => `    read :by_name_${number} do\n      argument :name, :string, allow_nil?: false\n      filter expr(name_${number} == ^arg(:name))\n    end\n`)}
  end

  attributes do
    attribute :fee, :decimal
${lines((number) => `    attribute :name_${number}, :string, allow_nil?: false, public?: true`)}
  end

  relationships do
${lines((number) => `    belongs_to :ticket_${number}, Helpdesk7.Support.Ticket, allow_nil?: false`)}
  end
end
`;
}
