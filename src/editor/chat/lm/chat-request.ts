import {
  ChatRequestTurn,
  ChatResponseAnchorPart,
  ChatResponseMarkdownPart,
  ChatResponseTurn,
  Location,
  Uri,
  type ChatContext,
  type ChatPromptReference,
  type ChatRequest,
} from 'vscode';
import type { ProjectPlace } from '../../project-place.ts';
import { registryName } from './offered-tools.ts';
import type { EarlierTurn, Reference } from './participant-request.ts';

/** What was attached to a message, as far as it is of the project. */
export function referencesOf(
  { references, toolReferences }: Pick<ChatRequest, 'references' | 'toolReferences'>,
  place: ProjectPlace,
): readonly Reference[] {
  const tools = toolReferences.flatMap(({ name }): readonly Reference[] => {
    const tool = registryName(name);
    return tool === undefined ? [] : [{ kind: 'tool', tool }];
  });
  return [...references.map((reference) => referenceOf(reference, place)), ...tools];
}

/** The file that a reference is about. */
export function uriOf({ value }: ChatPromptReference): Uri | undefined {
  if (value instanceof Uri) return value;
  return value instanceof Location ? value.uri : undefined;
}

function referenceOf(reference: ChatPromptReference, place: ProjectPlace): Reference {
  const { value, id, modelDescription } = reference;
  if (typeof value === 'string') {
    return { kind: 'text', attachment: { kind: 'text', label: modelDescription ?? id, text: value } };
  }
  const uri = uriOf(reference);
  const path = uri === undefined ? undefined : place.pathOf(uri);
  if (path === undefined) return { kind: 'foreign', label: uri === undefined ? id : baseName(uri) };
  if (!(value instanceof Location)) return { kind: 'mention', mention: { kind: 'file', path } };
  const { start, end } = value.range;
  return { kind: 'mention', mention: { kind: 'selection', path, startLine: start.line + 1, endLine: end.line + 1 } };
}

function baseName({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What was said before, in the order in which it was. */
export function earlierTurns({ history }: ChatContext): readonly EarlierTurn[] {
  const turns: EarlierTurn[] = [];
  let question: string | undefined;
  for (const turn of history) {
    if (turn instanceof ChatRequestTurn) {
      question = turn.command === undefined ? turn.prompt : `/${turn.command} ${turn.prompt}`.trim();
    } else if (turn instanceof ChatResponseTurn && question !== undefined) {
      const isLocal = turn.result.metadata?.['isLocal'] === true;
      turns.push({ question, answer: textOf(turn), isLocal });
      question = undefined;
    }
  }
  return turns;
}

function textOf({ response }: ChatResponseTurn): string {
  return response
    .map((part) => {
      if (part instanceof ChatResponseMarkdownPart) return part.value.value;
      return part instanceof ChatResponseAnchorPart ? (part.title ?? '') : '';
    })
    .join('');
}
