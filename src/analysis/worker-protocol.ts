import type { ModelJson } from '../ash/model-json.ts';
import type { GrammarBytes } from '../elixir/parser.ts';
import type { CheckReport, CheckRequest } from './port.ts';
import type { FileChange } from './workspace.ts';

/** What the worker is started with. */
export interface WorkerData {
  readonly grammar: GrammarBytes;
}

/** What the client asks; every request is answered once, in order. */
export type Request =
  | { readonly kind: 'apply'; readonly changes: readonly FileChange[] }
  | { readonly kind: 'check'; readonly request: CheckRequest }
  | { readonly kind: 'model'; readonly wrappers: readonly string[] };

export type Answer =
  | { readonly kind: 'applied' }
  | { readonly kind: 'checked'; readonly report: CheckReport }
  | { readonly kind: 'modelled'; readonly model: ModelJson }
  | { readonly kind: 'failed'; readonly message: string };

/** What the worker says: that it begins with a file (should that file kill it), or an answer. */
export type Message =
  | { readonly kind: 'reading'; readonly path: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer };
