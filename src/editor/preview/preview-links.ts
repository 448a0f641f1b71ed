import {
  DocumentLink,
  Hover,
  Location,
  MarkdownString,
  Position,
  Range,
  Uri,
  ViewColumn,
  window,
  type Position as At,
} from 'vscode';
import type { PlanDocumentPlace } from '../../analysis/plan-document.ts';
import { readAddress } from './preview-address.ts';
import type { Previews } from './previews.ts';

/** Goes from a line of a preview to the line of the project that asks for it. */
export const openCauseCommand = 'ashArchitect.preview.openCause';

export function provideLinks(previews: Previews, uri: Uri): DocumentLink[] {
  return (previews.documentAt(uri)?.places ?? []).flatMap((place) => {
    const { cause } = place;
    if (cause === undefined) return [];
    const args = encodeURIComponent(JSON.stringify([uri.toString(), place.line]));
    const link = new DocumentLink(rangeOf(place), Uri.parse(`command:${openCauseCommand}?${args}`));
    link.tooltip = `Go to ${cause.path}:${cause.line}`;
    return [link];
  });
}

export function provideDefinition(previews: Previews, uri: Uri, { line }: At): Location | undefined {
  return causeOf(previews, uri, line + 1);
}

export function provideHover(previews: Previews, uri: Uri, at: At): Hover | undefined {
  const places = previews.documentAt(uri)?.places.filter((place) => rangeOf(place).contains(at)) ?? [];
  const [place] = places;
  if (place === undefined || place.cost.length === 0) return undefined;
  return new Hover(
    place.cost.map((sentence) => new MarkdownString(sentence)),
    rangeOf(place),
  );
}

/** Shows the line in the group beside the preview, so that the preview stays. */
export async function openCause(previews: Previews, uri: unknown, line: unknown): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number') return;
  const cause = causeOf(previews, Uri.parse(uri), line);
  if (cause === undefined) return;
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === cause.uri.toString());
  const other = window.visibleTextEditors.find(({ document }) => readAddress(document.uri) === undefined);
  await window.showTextDocument(cause.uri, {
    viewColumn: shown?.viewColumn ?? other?.viewColumn ?? ViewColumn.Beside,
    selection: cause.range,
  });
}

/** A text may stay the same while the lines that it comes from move. */
function causeOf(previews: Previews, uri: Uri, line: number): Location | undefined {
  const session = previews.at(uri)?.session;
  const cause = previews
    .documentAt(uri)
    ?.places.find((place) => place.line === line && place.cause !== undefined)?.cause;
  const target = cause === undefined ? undefined : session?.place.uriOf(cause.path);
  if (cause === undefined || target === undefined) return undefined;
  return new Location(target, new Position(cause.line - 1, 0));
}

function rangeOf({ line, start, end }: PlanDocumentPlace): Range {
  return new Range(line - 1, start, line - 1, end);
}
