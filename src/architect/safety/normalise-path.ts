import { hasInvisible } from './clean.ts';

export type NormalisedPath =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string };

/** Windows takes these for devices in every folder, whatever the ending. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\.|$)/i;

/** Names that are something else on another system, or that are decoded on the way, with why they are refused. */
const refusals: readonly (readonly [(path: string) => boolean, string])[] = [
  [(path) => path.trim() === '', 'it is empty'],
  [(path) => path.length > 1000, 'it is too long'],
  [hasInvisible, 'it holds characters that cannot be seen'],
  [(path) => path.includes('\\'), 'it holds a backslash; folders are separated by `/`'],
  [(path) => path.startsWith('/'), 'it is absolute; give it relative to the project'],
  [(path) => path.startsWith('~'), 'it leads to a home folder; give it relative to the project'],
  [(path) => path.includes(':'), 'it holds a colon, which stands for a drive, a stream or an address'],
  [(path) => /%(2e|2f|5c|00|25)/i.test(path), 'it is percent-encoded; write it out'],
  [(path) => /[\u2024\u2025\u2044\u2215\u29f8\uff0e\uff0f\uff3c]/.test(path), 'it holds a look-alike of `.` or `/`'],
  [(path) => path.split('/').includes('..'), 'it leads out of a folder with `..`'],
  [(path) => path.split('/').some((part) => deviceName.test(part)), 'it names a device of Windows'],
  [(path) => path.split('/').some((part) => /~\d/.test(part)), 'it holds a short name of Windows (`~1`)'],
  [
    (path) => path.split('/').some((part) => part !== '.' && /[. ]$/.test(part)),
    'a name in it ends with a dot or a space',
  ],
];

/** A path relative to the project, in one spelling; links are not followed here. */
export function normalisePath(path: string): NormalisedPath {
  const refusal = refusals.find(([applies]) => applies(path));
  if (refusal !== undefined) return { ok: false, reason: `The path is refused: ${refusal[1]}.` };
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0) return { ok: false, reason: 'The path is refused: it names the project itself, not a file.' };
  return { ok: true, path: parts.join('/') };
}
