import * as z from 'zod';
import { deltaSchema } from './chat-delta.ts';
import { bounds, frameSchema, mentionKinds, mentionSchema, stateSchema } from './chat-state.ts';

/** Changes with every message that an older side would not understand. */
export const protocolVersion = 1;

const v = z.literal(protocolVersion);
const id = z.string().min(1).max(500);
const line = z.string().max(bounds.line);
const draft = z.string().max(bounds.draft);
const mentions = z.array(mentionSchema).max(bounds.mentions).readonly();
const hunks = z.array(id).max(bounds.hunks);
const seq = z.number().int().nonnegative();

/** What the host says. Snapshots and updates are numbered together: an update's number is one more than the last. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  z.object({ v, kind: z.literal('snapshot'), seq, state: stateSchema }),
  z.object({ v, kind: z.literal('update'), seq, deltas: z.array(deltaSchema).max(2_000).readonly() }),
  /** Answers `suggest`. */
  z.object({
    v,
    kind: z.literal('suggestions'),
    request: seq,
    items: z
      .array(mentionSchema.extend({ detail: line }))
      .max(50)
      .readonly(),
  }),
  /** Puts something into the composer, before what is there, and moves the focus to it. */
  z.object({ v, kind: z.literal('compose'), text: draft, mentions }),
]);

/** Where a code block stands: the answer, its part, and which of the part's code blocks it is, from 0. */
export const blockSchema = z.object({ message: id, part: id, index: z.number().int().min(0).max(10_000) });

export const viewMessageSchema = z.discriminatedUnion('kind', [
  /** The view has loaded and knows nothing. */
  z.object({ v, kind: z.literal('ready') }),
  /** An update is missing or did not fit. */
  z.object({ v, kind: z.literal('resync'), after: seq }),
  z.object({ v, kind: z.literal('send'), text: draft.min(1), mentions }),
  z.object({ v, kind: z.literal('command'), name: z.string().regex(/^[a-z][a-z-]{0,30}$/), text: draft, mentions }),
  z.object({ v, kind: z.literal('stop') }),
  z.object({ v, kind: z.literal('retry') }),
  /** Goes on with a turn that ended at a limit. */
  z.object({ v, kind: z.literal('continue') }),
  /** Takes back the message and all that follow, and asks anew. */
  z.object({ v, kind: z.literal('editMessage'), id, text: draft.min(1) }),
  z.object({ v, kind: z.literal('unqueue'), id }),
  /** `approval` is what the card was made with; it holds once, and for that content only. */
  z.object({
    v,
    kind: z.literal('decide'),
    approval: id,
    decision: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('accept'), hunks: z.union([z.literal('all'), hunks.min(1).readonly()]) }),
      z.object({ kind: z.literal('refuse'), reason: line }),
      /** Opens the proposal in an editor; nothing is decided yet. */
      z.object({ kind: z.literal('edit') }),
    ]),
  }),
  /** Other hunks are chosen: the host checks them and says so in the card's verdict. */
  z.object({ v, kind: z.literal('choose'), approval: id, hunks: hunks.readonly() }),
  z.object({ v, kind: z.literal('openDiff'), approval: id, hunk: id.optional() }),
  z.object({
    v,
    kind: z.literal('openFile'),
    path: line.min(1),
    line: z.number().int().min(1).max(10_000_000).optional(),
  }),
  z.object({ v, kind: z.literal('openLink'), url: line.regex(/^https?:\/\//i) }),
  z.object({ v, kind: z.literal('copy'), text: z.string().max(bounds.text) }),
  z.object({ v, kind: z.literal('applyCode'), block: blockSchema }),
  z.object({ v, kind: z.literal('newSession') }),
  z.object({ v, kind: z.literal('openSession'), id }),
  z.object({ v, kind: z.literal('renameSession'), id, name: z.string().trim().min(1).max(200) }),
  z.object({ v, kind: z.literal('removeSession'), id }),
  z.object({ v, kind: z.literal('exportSession'), id }),
  z.object({ v, kind: z.literal('setModel'), model: line.min(1) }),
  z.object({ v, kind: z.literal('setPhase'), phase: frameSchema.shape.phase }),
  z.object({ v, kind: z.literal('openPlan') }),
  /** Opens the host's own input; a key never crosses to the view. */
  z.object({ v, kind: z.literal('addKey') }),
  z.object({ v, kind: z.literal('chooseVsCodeModel') }),
  z.object({ v, kind: z.literal('chooseModel') }),
  z.object({ v, kind: z.literal('manageTrust') }),
  /** `any` asks for things of all kinds. */
  z.object({
    v,
    kind: z.literal('suggest'),
    request: seq,
    of: z.enum(['any', ...mentionKinds]),
    prefix: z.string().max(200),
  }),
  z.object({ v, kind: z.literal('restore'), checkpoint: id, what: z.enum(['files', 'chat', 'both']) }),
]);

export type HostMessage = Readonly<z.infer<typeof hostMessageSchema>>;
export type ViewMessage = Readonly<z.infer<typeof viewMessageSchema>>;
export type Suggestion = Extract<HostMessage, { kind: 'suggestions' }>['items'][number];
export type CodeBlockPlace = Readonly<z.infer<typeof blockSchema>>;
/** What the view hands over; the version is added where it leaves. */
export type Unversioned<Message> = Message extends unknown ? Omit<Message, 'v'> : never;

/** What a view said; undefined for anything that this version does not know, which is dropped. */
export function readViewMessage(data: unknown): ViewMessage | undefined {
  return viewMessageSchema.safeParse(data).data;
}

/** What the host said; undefined for anything that this version does not know, which is dropped. */
export function readHostMessage(data: unknown): HostMessage | undefined {
  return hostMessageSchema.safeParse(data).data;
}
