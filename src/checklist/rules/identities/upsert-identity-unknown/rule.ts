import type { Action, Resource } from '../../../../ash/model.ts';
import { closest, printNames } from '../../../../base/names.ts';
import { at } from '../../../../base/span.ts';
import { replacement, type FileEdit } from '../../../../base/text-edit.ts';
import { findOption, type Option } from '../../../../elixir/declaration.ts';
import { isEditable } from '../../../../elixir/edits.ts';
import { asAtom } from '../../../../elixir/literal.ts';
import { printAtom } from '../../../../elixir/print.ts';
import type { ChoiceOption } from '../../../choice.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule } from '../../../rule.ts';

/** `Ash.Actions.Create` looks the identity up by name when it runs, and raises `NoIdentityFound`. */
export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'An upsert names an identity that the resource does not have.',
  messages: {
    unknown: 'Every call of `{action}` raises `NoIdentityFound`: `{resource}` has no identity `{identity}`. {hint}',
  },
  *check(resource) {
    if (resource.openBecause.length > 0) return;
    for (const action of resource.actions) {
      const option = unknownIdentity(resource, action);
      if (option === undefined) continue;
      const meant = meantIdentity(resource, asAtom(option.value) ?? '');
      yield {
        message: 'unknown',
        data: {
          action: action.name,
          resource: resource.module,
          identity: asAtom(option.value) ?? '',
          hint: hintFor(resource, meant),
        },
        at: at(option.path, option.value),
        fixes: fixesOf(resource, action, option, meant),
      };
    }
  },
});

/** Without `upsert?` the option has no effect. */
function unknownIdentity(resource: Resource, action: Action): Option | undefined {
  const name = action.upsertIdentity;
  if (action.declaration === undefined || action.upsert !== true || name === undefined) return undefined;
  if (resource.identities.some((identity) => identity.name === name)) return undefined;
  const option = findOption(action.declaration, 'upsert_identity');
  return asAtom(option?.value) === name ? option : undefined;
}

function meantIdentity(resource: Resource, name: string): string | undefined {
  return closest(
    name,
    resource.identities.map((identity) => identity.name),
  );
}

function hintFor(resource: Resource, meant: string | undefined): string {
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  const names = resource.identities.map((identity) => `\`${identity.name}\``);
  return names.length === 0
    ? 'Declare it under `identities`.'
    : `Declare it, or name one that there is: ${names.join(', ')}.`;
}

/** The identity that seems to be meant, or the only one; else any of them may be. */
function fixesOf({ identities }: Resource, { declaration }: Action, option: Option, meant: string | undefined): Fix[] {
  if (declaration === undefined || !isEditable(declaration, option.path)) return [];
  const editsFor = (name: string): FileEdit[] => [
    { path: option.path, edits: [replacement(option.value, printAtom(name))] },
  ];
  const only = meant ?? (identities.length === 1 ? identities[0]?.name : undefined);
  if (only !== undefined) return [{ title: `Upsert on \`${only}\``, safe: false, edits: editsFor(only) }];
  if (identities.length === 0) return [];
  const options = identities.map(({ name, keys }): ChoiceOption => ({
    label: name,
    description: keys === undefined ? '' : `On ${printNames(keys)}.`,
    edits: editsFor(name),
  }));
  const choice = { kind: 'one', prompt: 'Which identity tells that a row is there already?', options } as const;
  return [{ title: 'Choose the identity to upsert on…', safe: false, edits: [], choice }];
}
