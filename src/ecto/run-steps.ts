import { aboutStatement, commandSteps, opaqueStep, raiseSteps, repoSteps, type RunPlace } from './command-steps.ts';
import { backwardOf } from './imbalance.ts';
import { forwardOf } from './migration.ts';
import type { RunStep } from './migration-run.ts';
import { refusedCommand } from './refused-command.ts';
import { reverseStatement } from './reverse-statement.ts';
import type { Statement } from './statement.ts';

/** What a migration sends in each direction, in the order in which Ecto's runner sends it (ecto_sql 3.14, `Runner`). */
export function runStepsOf(place: RunPlace): { readonly up: readonly RunStep[]; readonly down: readonly RunStep[] } {
  const { migration } = place;
  const open = migration.openBecause.map(({ start, reason }): RunStep => ({
    cause: { path: migration.path, line: place.lines.lineAt(start) },
    description: reason,
    kind: 'opaque',
    reason: `${reason}.`,
  }));
  return { up: [...open, ...stepsUp(place)], down: [...open, ...stepsDown(place)] };
}

function stepsUp(place: RunPlace): RunStep[] {
  const { up, change } = place.migration;
  return up === undefined && change === undefined
    ? [missing('up', place)]
    : runOf(forwardOf(place.migration), 'forward', place);
}

/** `down` wins where there is one. */
function stepsDown(place: RunPlace): RunStep[] {
  const { down, change } = place.migration;
  if (down !== undefined) return runOf(backwardOf(down), 'forward', place);
  return change === undefined ? [missing('down', place)] : runOf(backwardOf(change), 'backward', place);
}

function missing(name: 'up' | 'down', { migration, lines }: RunPlace): RunStep {
  const message = `${migration.module} does not implement a \`${name}/0\` or \`change/0\` function`;
  const { path, nameSpan } = migration;
  return { cause: { path, line: lines.lineAt(nameSpan.start) }, description: message, kind: 'refusal', message };
}

/**
 * A function runs to its end, or to where it raises; its commands wait for the end, or for a `flush`, and what it asks
 * of the repository is done at once. Backward, the last command that waits is turned around first.
 */
function runOf(statements: readonly Statement[], direction: 'forward' | 'backward', place: RunPlace): RunStep[] {
  const sent: RunStep[] = [];
  let queue: Statement[] = [];
  for (const statement of statements) {
    if (statement.kind === 'inert') continue;
    if (statement.kind === 'flush' && !statement.conditional) {
      if (direction === 'backward') {
        const message = 'calling flush() inside change when doing rollback is not supported.';
        return [...sent, { ...aboutStatement(statement, place), kind: 'refusal', message }];
      }
      sent.push(...queue.flatMap((queued) => commandSteps(queued, place)));
      queue = [];
    } else if (statement.kind === 'repo') sent.push(...repoSteps(statement, place));
    else if (statement.kind === 'raise') sent.push(...raiseSteps(statement, place));
    else if (statement.kind === 'flush')
      sent.push(opaqueStep(statement, 'Whether it waits is decided at run time.', place));
    else {
      const message = statement.conditional ? undefined : refusedCommand(statement, place.prefixes.own);
      if (message !== undefined) return [...sent, { ...aboutStatement(statement, place), kind: 'refusal', message }];
      queue.push(statement);
    }
    if (sent.at(-1)?.kind === 'refusal') return upToRefusal(sent);
  }
  return upToRefusal([...sent, ...(direction === 'forward' ? sendForward(queue, place) : sendBackward(queue, place))]);
}

function sendForward(queue: readonly Statement[], place: RunPlace): RunStep[] {
  return queue.flatMap((statement) => commandSteps(statement, place));
}

function sendBackward(queue: readonly Statement[], place: RunPlace): RunStep[] {
  return queue.toReversed().flatMap((statement): RunStep[] => {
    const reversed = reverseStatement(statement);
    if (reversed !== undefined) return commandSteps(reversed, place);
    if (statement.conditional) return commandSteps(statement, place);
    const about = aboutStatement(statement, place);
    const message = `cannot reverse migration command: ${about.description}. You will need to explicitly define up/0 and down/0 in your migration`;
    return [{ ...about, kind: 'refusal', message }];
  });
}

/** Nothing is sent after Ecto has raised. */
function upToRefusal(steps: readonly RunStep[]): RunStep[] {
  const refused = steps.findIndex(({ kind }) => kind === 'refusal');
  return refused === -1 ? [...steps] : steps.slice(0, refused + 1);
}
