import { z } from 'zod';
import { areasOf } from '../src/checklist/checklist.ts';
import { configSchema } from '../src/checklist/config.ts';
import { severities } from '../src/checklist/finding.ts';
import { suppressionIds } from '../src/checklist/suppressions.ts';

type Json = Readonly<Record<string, unknown>>;

/** What only the command or only the file has. */
const notInEditor = new Set(['$schema', 'failOn']);

/** Settings that only the editor has. */
const ofEditor: Readonly<Record<string, Json>> = {
  enable: { type: 'boolean', default: true, description: 'Show findings.', scope: 'resource' },
  delay: {
    type: 'integer',
    default: 150,
    minimum: 0,
    maximum: 5000,
    description: 'How long after the last key stroke a text is examined, in milliseconds.',
    scope: 'resource',
  },
};

/** Who answers in the chat: for this machine alone, so that no workspace can send a key elsewhere. */
const ofChat: Readonly<Record<string, Json>> = {
  'chat.provider': {
    type: 'string',
    enum: ['inherit', 'anthropic', 'vscode'],
    enumDescriptions: [
      'What was chosen in the panel.',
      'Anthropic, with the key from the secret storage.',
      'A language model that VS Code has already, such as one of GitHub Copilot.',
    ],
    default: 'inherit',
    description: "Who answers in the architect's panel.",
    scope: 'machine',
  },
  'chat.model': {
    type: 'string',
    default: 'inherit',
    description: 'The id of the model that answers; `inherit` leaves it to what was chosen in the panel.',
    scope: 'machine',
  },
  'chat.endpoint': {
    type: 'string',
    default: 'https://api.anthropic.com',
    description: "The address of Anthropic's API, or of a gateway that speaks like it. The key is sent there.",
    scope: 'machine',
  },
};

/** The settings of the extension: those of the configuration file, a few of the editor's own. */
export function settingsOf(summaries: ReadonlyMap<string, string>): Json {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' }) as Json;
  const shared = flatten(schema, '', summaries);
  return {
    title: 'Ash Architect',
    properties: Object.fromEntries(
      Object.entries({ ...ofEditor, ...ofChat, ...shared }).map(([key, value]) => [`ashArchitect.${key}`, value]),
    ),
  };
}

function flatten(schema: Json, prefix: string, summaries: ReadonlyMap<string, string>): Record<string, Json> {
  const settings: Record<string, Json> = {};
  for (const [key, value] of Object.entries(schema['properties'] as Readonly<Record<string, Json>>)) {
    if (notInEditor.has(key)) continue;
    const name = `${prefix}${key}`;
    if (key !== 'rules' && value['properties'] !== undefined)
      Object.assign(settings, flatten(value, `${name}.`, summaries));
    else settings[name] = toSetting(key === 'rules' ? rulesSetting(value, summaries) : value);
  }
  return settings;
}

/** The editor completes the names of rules and shows what each finds. */
function rulesSetting(schema: Json, summaries: ReadonlyMap<string, string>): Json {
  const level = { type: 'string', enum: ['off', ...severities] };
  const areas = [...new Set(Object.values(areasOf).flat())].sort();
  const properties = {
    ...Object.fromEntries([...summaries].map(([id, description]) => [id, { ...level, description }])),
    ...Object.fromEntries(suppressionIds.map((id) => [id, { ...level, description: 'A suppression comment.' }])),
    ...Object.fromEntries(areas.map((area) => [`${area}/*`, { ...level, description: `All rules of ${area}.` }])),
  };
  return { type: 'object', default: {}, description: schema['description'], properties, additionalProperties: false };
}

function toSetting({ description, ...rest }: Json): Json {
  return {
    ...rest,
    markdownDescription: `${String(description)} The project\'s \`ash-architect.json\` goes before this setting.`,
    scope: 'resource',
  };
}
