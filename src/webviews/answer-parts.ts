import type { ReportedFinding } from '../analysis/port.ts';
import type { Hunk, Verdict } from '../architect/change-set.ts';
import type { TurnEvent } from '../architect/turn-event.ts';
import { bounds, type Part, type PartOf, type ViewFinding, type ViewHunk, type ViewVerdict } from './chat-state.ts';
import { endNotice, failureNotice, retryNotice } from './answer-notices.ts';

/** How much of a tool's answer a card shows, in characters. */
const excerpt = 20_000;

/**
 * The parts of an answer, from the events of its turn as they are kept: pieces of a text together, what was retracted
 * gone. An event keeps its place in the list, so ids stay the same from one call to the next. Everything is cut to
 * what the protocol takes.
 */
export function answerParts(events: readonly TurnEvent[]): Part[] {
  const parts: Part[] = [];
  for (const [index, event] of events.entries()) addEvent(parts, event, index, index === events.length - 1);
  return parts.slice(-bounds.parts);
}

function addEvent(parts: Part[], event: TurnEvent, index: number, isLast: boolean): void {
  const id = `e${index}`;
  switch (event.kind) {
    case 'text':
      parts.push({ kind: 'text', id, text: cut(event.text, bounds.text) });
      break;
    case 'thinking':
      parts.push({ kind: 'thinking', id, text: cut(event.text, bounds.text), isDone: !isLast });
      break;
    case 'preparing':
      // Its call follows; until then this is all there is to see.
      if (isLast) parts.push(toolPart(id, `Preparing ${event.tool}`, 'read'));
      break;
    case 'call':
      parts.push(toolPart(callId(event.id), event.title, event.risk));
      break;
    case 'output':
      changeTool(parts, event.call, (tool) => ({ result: tail(tool.result + event.text) }));
      break;
    case 'called':
      changeTool(parts, event.id, () => ({
        status: event.isError ? 'failed' : 'done',
        result: cut(event.text, excerpt),
      }));
      break;
    case 'approve-run':
      settle(parts, event.call, 'approved');
      changeTool(parts, event.call, () => ({ status: 'waiting' }));
      parts.push({ ...runPart(event), id: `${approvalId(event.call)}${id}` });
      break;
    case 'approve-edits':
      // Whoever chose a part that does not pass by itself is asked again.
      settle(parts, event.call, 'approved');
      changeTool(parts, event.call, () => ({ status: 'waiting' }));
      parts.push({ ...editsPart(event), id: `${approvalId(event.call)}${id}` });
      break;
    case 'verified':
      changeApproval(parts, event.call, (part) =>
        part.kind === 'edits' ? { ...part, verdict: viewVerdict(event.verdict) } : part,
      );
      break;
    case 'decided':
      settle(parts, event.call, event.outcome);
      changeTool(parts, event.call, () => ({ status: 'running' }));
      break;
    case 'retrying':
      if (isLast) parts.push({ ...retryNotice(event.reason, event.wait), id });
      break;
    case 'failed':
      parts.push({ ...failureNotice(event.code, cut(event.message, bounds.line)), id });
      break;
    case 'ended': {
      const notice = endNotice(event.stop);
      if (notice !== undefined) parts.push({ ...notice, id });
      break;
    }
    case 'retract':
    case 'usage':
    case 'phase':
      break;
  }
}

const callId = (call: string): string => `call ${cut(call, 400)}`;
const approvalId = (call: string): string => `approval ${cut(call, 400)} `;

function toolPart(id: string, title: string, risk: PartOf<'tool'>['risk']): PartOf<'tool'> {
  return { kind: 'tool', id, title: cut(title, bounds.line), risk, status: 'running', result: '' };
}

function changeTool(parts: Part[], call: string, change: (tool: PartOf<'tool'>) => Partial<PartOf<'tool'>>): void {
  const index = parts.findLastIndex(({ id }) => id === callId(call));
  const tool = parts[index];
  if (tool?.kind === 'tool') parts[index] = { ...tool, ...change(tool) };
}

type Approval = PartOf<'run'> | PartOf<'edits'>;

function changeApproval(parts: Part[], call: string, change: (approval: Approval) => Approval): void {
  const index = parts.findLastIndex(({ id }) => id.startsWith(approvalId(call)));
  const part = parts[index];
  if (part?.kind === 'run' || part?.kind === 'edits') parts[index] = change(part);
}

function settle(parts: Part[], call: string, status: Approval['status']): void {
  changeApproval(parts, call, (part) => ({ ...part, status }));
}

type Event<Kind extends TurnEvent['kind']> = Extract<TurnEvent, { kind: Kind }>;

function runPart({ approval, program, args, folder }: Event<'approve-run'>): Omit<PartOf<'run'>, 'id'> {
  return { kind: 'run', approval, program, args: [...args], folder, status: 'open' };
}

function editsPart({
  approval,
  summary,
  hunks,
  verdict,
  warnings,
}: Event<'approve-edits'>): Omit<PartOf<'edits'>, 'id'> {
  const shown = hunks.slice(0, bounds.hunks).map(viewHunk);
  const isWhole = shown.length === hunks.length && shown.every((hunk, index) => isShownWhole(hunk, hunks[index]));
  const note = 'The changes are too large to be shown here in full. Look at them in the diff before you decide.';
  return {
    kind: 'edits',
    approval,
    summary: cut(summary, bounds.line),
    hunks: shown,
    verdict: viewVerdict(verdict),
    warnings: [...(isWhole ? [] : [note]), ...warnings.slice(0, 40).map((text) => cut(text, bounds.line))],
    status: 'open',
  };
}

function viewHunk({ id, path, line, removed, added }: Hunk): ViewHunk {
  return { id, path: cut(path, bounds.line), line, removed: cutLines(removed), added: cutLines(added) };
}

function isShownWhole(shown: ViewHunk, hunk: Hunk | undefined): boolean {
  const isEqual = (one: readonly string[], other: readonly string[] | undefined): boolean =>
    one.length === other?.length && one.every((line, index) => line === other[index]);
  return isEqual(shown.removed, hunk?.removed) && isEqual(shown.added, hunk?.added);
}

/** A verdict without what only the analysis needs. */
export function viewVerdict(verdict: Verdict): ViewVerdict {
  const places = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, bounds.findings);
  const told = ({
    path,
    message,
  }: {
    readonly path: string;
    readonly message: string;
  }): { path: string; message: string } => ({
    path: cut(path, bounds.line),
    message: cut(message, bounds.line),
  });
  return {
    broken: places(verdict.broken).map(told),
    fixed: places(verdict.fixed).map(viewFinding),
    added: places(verdict.added).map(viewFinding),
    remaining: verdict.remaining,
    unresolved: places(verdict.unresolved).map((name) => cut(name, bounds.line)),
    open: places(verdict.open).map(({ resource, reason }) => ({
      resource: cut(resource, bounds.line),
      reason: cut(reason, bounds.line),
    })),
    ...(verdict.format === undefined ? {} : { format: places(verdict.format).map(told) }),
    isAcceptable: verdict.isAcceptable,
  };
}

function viewFinding({ rule, severity, path, range, message }: ReportedFinding): ViewFinding {
  return { rule, severity, path: cut(path, bounds.line), line: range.start.line, message: cut(message, bounds.line) };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 2)} …`;
}

/** What a program printed last matters most. */
function tail(text: string): string {
  return text.length <= excerpt ? text : `… ${text.slice(2 - excerpt)}`;
}

function cutLines(lines: readonly string[]): string[] {
  return lines.slice(0, bounds.hunkLines).map((text) => cut(text, bounds.line));
}
