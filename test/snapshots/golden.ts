import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../helpers/workspace.ts';

const root = 'test/golden/generator';

/** One step of a scenario: the sources, and what the generator had written when it was done. */
export interface GoldenStep {
  /** `references/step-2` */
  readonly name: string;
  readonly scenario: string;
  readonly step: number;
  /** `lib/…` */
  readonly sources: Readonly<Record<string, string>>;
  /** `priv/…` */
  readonly priv: Readonly<Record<string, string>>;
}

/** All steps, in their order. The generator raised in none of them. */
export function goldenSteps(): GoldenStep[] {
  return readdirSync(root)
    .filter((scenario) => existsSync(join(root, scenario, 'scenario.json')))
    .sort()
    .flatMap((scenario) =>
      readdirSync(join(root, scenario))
        .filter((folder) => folder.startsWith('step-'))
        .sort()
        .map((folder) => readStep(scenario, folder)),
    );
}

function readStep(scenario: string, folder: string): GoldenStep {
  const files = readFolder(join(root, scenario, folder));
  const under = (prefix: string): Record<string, string> =>
    Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(prefix)));
  return {
    name: `${scenario}/${folder}`,
    scenario,
    step: Number(folder.slice('step-'.length)),
    sources: under('lib/'),
    priv: under('priv/'),
  };
}
