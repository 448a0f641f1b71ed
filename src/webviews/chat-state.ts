// The namespace import lets the bundle for the browser leave out what it does not use: 90 KB instead of 450 KB.
import * as z from 'zod';

/** Bounds of everything that crosses between host and view, in characters or entries. */
export const bounds = {
  line: 4_000,
  text: 400_000,
  draft: 100_000,
  mentions: 50,
  hunks: 500,
  hunkLines: 4_000,
  findings: 500,
  parts: 2_000,
  messages: 20_000,
  boxes: 200,
  rows: 400,
  lines: 2_000,
} as const;

const id = z.string().min(1).max(500);
const line = z.string().max(bounds.line);
const text = z.string().max(bounds.text);
const count = z.number().int().nonnegative();

export const mentionKinds = ['resource', 'domain', 'migration', 'file', 'finding', 'selection'] as const;
export const mentionSchema = z.object({
  kind: z.enum(mentionKinds),
  /** The host's own name for the thing; the view only hands it back. */
  id: z.string().min(1).max(2_000),
  label: line,
});
const mentions = z.array(mentionSchema).max(bounds.mentions).readonly();

const findingSchema = z.object({
  rule: line,
  severity: z.enum(['error', 'warning', 'info', 'hint']),
  path: line,
  /** From 1. */
  line: count,
  message: line,
});
const findings = z.array(findingSchema).max(bounds.findings).readonly();

const verdictSchema = z.object({
  broken: z
    .array(z.object({ path: line, message: line }))
    .max(bounds.findings)
    .readonly(),
  fixed: findings,
  added: findings,
  remaining: count,
  unresolved: z.array(line).max(bounds.findings).readonly(),
  open: z
    .array(z.object({ resource: line, reason: line }))
    .max(bounds.findings)
    .readonly(),
  format: z
    .array(z.object({ path: line, message: line }))
    .max(bounds.findings)
    .readonly()
    .optional(),
  isAcceptable: z.boolean(),
});

const codeLines = z.array(z.string().max(bounds.line)).max(bounds.hunkLines).readonly();
const hunkSchema = z.object({ id, path: line, line: count, removed: codeLines, added: codeLines });

/** `approved`: the program was started. `void`: the turn ended before anybody decided. */
export const approvalStatuses = ['open', 'approved', 'applied', 'partly', 'refused', 'stale', 'void'] as const;
export const noticeActions = [
  'retry',
  'continue',
  'addKey',
  'chooseVsCodeModel',
  'chooseModel',
  'newSession',
  'manageTrust',
] as const;

const pixels = z.number().nonnegative().max(1_000_000);
const place = { x: pixels, y: pixels };
const size = { width: pixels, height: pixels };
/** Resources as boxes, and how they are related as lines; in pixels. */
export const diagramSchema = z.object({
  headHeight: pixels,
  rowHeight: pixels,
  letterWidth: pixels.min(1),
  nodes: z
    .array(
      z.object({
        id: line,
        title: line,
        state: z.enum(['new', 'changed', 'existing']),
        rows: z
          .array(
            z.object({
              name: line,
              type: line,
              isKey: z.boolean(),
              isForeignKey: z.boolean(),
              isUnique: z.boolean(),
              isRequired: z.boolean(),
            }),
          )
          .max(bounds.rows)
          .readonly(),
        ...place,
        ...size,
      }),
    )
    .max(bounds.boxes)
    .readonly(),
  edges: z
    .array(
      z.object({
        from: line,
        to: line,
        label: line,
        key: line,
        fromEnd: z.enum(['one', 'many']),
        toEnd: z.enum(['one', 'zero-or-one']),
        points: z.array(z.object(place)).min(2).max(10).readonly(),
      }),
    )
    .max(bounds.lines)
    .readonly(),
  ...size,
});

/** A piece of an answer, in the order in which it came. */
export const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), id, text }),
  z.object({ kind: z.literal('thinking'), id, text, isDone: z.boolean() }),
  z.object({
    kind: z.literal('tool'),
    id,
    title: line,
    risk: z.enum(['read', 'propose', 'run']),
    status: z.enum(['running', 'waiting', 'done', 'failed', 'stopped']),
    /** An excerpt; empty while there is none. */
    result: text,
  }),
  /** A design that a tool shows, as a picture; a text with the same in tables follows. */
  z.object({ kind: z.literal('diagram'), id, title: line, diagram: diagramSchema }),
  /** Asks whether a program may be started. */
  z.object({
    kind: z.literal('run'),
    id,
    approval: id,
    program: line,
    args: z.array(line).max(100).readonly(),
    folder: line,
    status: z.enum(approvalStatuses),
  }),
  /** Asks which edits shall be applied. */
  z.object({
    kind: z.literal('edits'),
    id,
    approval: id,
    summary: line,
    hunks: z.array(hunkSchema).max(bounds.hunks).readonly(),
    /** Undefined while the proposal is being checked. */
    verdict: verdictSchema.optional(),
    /** The hunks that the verdict speaks of; undefined means all of them. */
    verdictFor: z.array(id).max(bounds.hunks).readonly().optional(),
    warnings: z.array(line).max(50).readonly(),
    status: z.enum(approvalStatuses),
  }),
  z.object({
    kind: z.literal('notice'),
    id,
    level: z.enum(['info', 'warning', 'error']),
    text: line,
    actions: z.array(z.enum(noticeActions)).max(4).readonly(),
    /** Milliseconds from the moment this is sent until the host asks again. */
    wait: count.optional(),
  }),
]);

export const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('user'),
    id,
    text: z.string().max(bounds.draft),
    mentions,
    /** Where files and chat can be restored to; undefined where nothing was kept. */
    checkpoint: id.optional(),
  }),
  z.object({
    kind: z.literal('assistant'),
    id,
    parts: z.array(partSchema).max(bounds.parts).readonly(),
    isDone: z.boolean(),
  }),
]);

/** Everything beside the messages; each field can be set alone. */
export const frameSchema = z.object({
  session: z.object({ id, name: line }),
  sessions: z
    .array(
      z.object({
        id,
        name: line,
        /** When it was last used, ready to be read. */
        when: line,
      }),
    )
    .max(1_000)
    .readonly(),
  phase: z.enum(['free', 'analysis', 'design', 'migrations']),
  provider: z.object({
    kind: z.enum(['none', 'anthropic', 'vscode']),
    /** The id of the chosen model; undefined where none is chosen yet. */
    model: line.optional(),
    models: z
      .array(z.object({ id: line.min(1), name: line }))
      .max(500)
      .readonly(),
  }),
  /** What was sent while a turn was running, in the order in which it will be asked. */
  queue: z
    .array(z.object({ id, text: z.string().max(bounds.draft) }))
    .max(100)
    .readonly(),
  isWorking: z.boolean(),
  isTrusted: z.boolean(),
  hasPlan: z.boolean(),
  /** In tokens; null where nothing was asked yet, a missing number where the provider does not tell it. */
  usage: z.object({ used: count, window: count.optional(), cached: count.optional() }).nullable(),
  /** The kinds of things that `@` can name in this project. */
  mentionKinds: z.array(z.enum(mentionKinds)).max(mentionKinds.length).readonly(),
  commands: z
    .array(
      z.object({
        /** Without the slash. */
        name: z.string().regex(/^[a-z][a-z-]{0,30}$/),
        description: line,
        needsModel: z.boolean(),
        needsTrust: z.boolean(),
      }),
    )
    .max(50)
    .readonly(),
});

export const stateSchema = frameSchema.extend({
  messages: z.array(messageSchema).max(bounds.messages).readonly(),
});

export type MentionKind = (typeof mentionKinds)[number];
export type Mention = Readonly<z.infer<typeof mentionSchema>>;
export type Part = Readonly<z.infer<typeof partSchema>>;
export type PartOf<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>;
export type ChatMessage = Readonly<z.infer<typeof messageSchema>>;
export type UserMessage = Extract<ChatMessage, { kind: 'user' }>;
export type AssistantMessage = Extract<ChatMessage, { kind: 'assistant' }>;
export type Frame = Readonly<z.infer<typeof frameSchema>>;
export type ChatState = Readonly<z.infer<typeof stateSchema>>;
export type ViewVerdict = Readonly<z.infer<typeof verdictSchema>>;
export type ViewFinding = Readonly<z.infer<typeof findingSchema>>;
export type ViewHunk = Readonly<z.infer<typeof hunkSchema>>;
export type NoticeAction = (typeof noticeActions)[number];
export type ViewDiagram = Readonly<z.infer<typeof diagramSchema>>;
export type ApprovalStatus = (typeof approvalStatuses)[number];
