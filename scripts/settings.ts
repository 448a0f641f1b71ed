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

/** The settings of the extension: those of the configuration file, a few of the editor's own. */
export function settingsOf(summaries: ReadonlyMap<string, string>): Json {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' }) as Json;
  const shared = flatten(schema, '', summaries);
  return {
    title: 'Ash Architect',
    properties: Object.fromEntries(
      Object.entries({ ...ofEditor, ...shared }).map(([key, value]) => [`ashArchitect.${key}`, value]),
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
