import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../helpers/workspace.ts';

const golden = 'test/golden/generator';

export const extensionsPath = 'priv/resource_snapshots/repo/extensions.json';

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** One step of a scenario: the sources, what the generator was asked, and `priv` before and after. */
export interface GoldenStep {
  /** `catalog_types/step-2` */
  readonly id: string;
  readonly name: string;
  readonly answers: string;
  readonly sources: Files;
  readonly before: Files;
  readonly after: Files;
}

interface Verdict {
  readonly codegen: { readonly name: string; readonly exit: number };
}

/** All steps in their order; the generator raised in none of them. */
export function goldenSteps(): GoldenStep[] {
  return readdirSync(golden, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: scenario }) => {
      const folders = readdirSync(join(golden, scenario)).filter((name) => name.startsWith('step-'));
      return folders.sort().map((folder, index) => readStep(join(golden, scenario), folder, folders[index - 1]));
    });
}

function readStep(scenario: string, folder: string, former: string | undefined): GoldenStep {
  const files = readFolder(join(scenario, folder));
  const { codegen } = JSON.parse(files['verdict.json']!) as Verdict;
  if (codegen.exit !== 0) throw new Error(`${scenario}/${folder} has no result to compare with`);
  return {
    id: join(scenario, folder).slice(golden.length + 1),
    name: codegen.name,
    answers: readFileSync(join(scenario, folder, 'answers.txt'), 'utf8'),
    sources: filesUnder(files, 'lib/'),
    before: former === undefined ? {} : filesUnder(readFolder(join(scenario, former)), 'priv/'),
    after: filesUnder(files, 'priv/'),
  };
}

function filesUnder(files: Files, prefix: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(prefix)));
}

/** The files of a folder after some of them were written or removed (undefined). */
export function changed(files: Files, changes: ReadonlyMap<string, string | undefined>): Files {
  const texts = new Map<string, string | undefined>([...Object.entries(files), ...changes]);
  return Object.fromEntries([...texts].flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

/**
 * Files without what cannot be the same: time stamps in names, hashes, and the bodies of migrations that install
 * extensions. Files of one folder are numbered in their order.
 */
export function comparable(files: Files): Files {
  const numbers = new Map<string, number>();
  return Object.fromEntries(
    Object.keys(files)
      .sort()
      .map((path) => {
        const text = files[path]!;
        const folder = path.slice(0, path.lastIndexOf('/'));
        const number = (numbers.get(folder) ?? 0) + 1;
        numbers.set(folder, number);
        const isExtensions = /_extensions_\d+\.exs$/.test(path);
        return [
          path.replace(/\d{14}/, `#${number}`),
          isExtensions ? text.split('\n', 1)[0]! : text.replace(/"hash": .*/, ''),
        ];
      }),
  );
}
