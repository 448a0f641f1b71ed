import type { Post } from './host.ts';
import type { Memory } from './memory.ts';

/** What every part of the panel may use. */
export interface PanelContext {
  readonly post: Post;
  readonly memory: Memory;
  readonly announce: (sentence: string) => void;
  /** Back to where the user writes. */
  readonly focusComposer: () => void;
}
