import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  commands,
  Disposable,
  languages,
  Position,
  Range,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
import type { Proofs, Proven } from '../postgres/proofs.ts';
import type { EvidenceStore } from './evidence-store.ts';
import {
  openPlaceCommand,
  proveIndexesCommand,
  proveMigrationCommand,
  ProofLenses,
  showReportCommand,
} from './proof-lenses.ts';
import type * as proof from './proof/main.ts';
import type { ProofRuns } from './proof/proof-runs.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';

/** Lenses and commands of what is run on PostgreSQL. The rest is a bundle of its own, loaded when it is asked first. */
export interface ProofView {
  readonly load: () => ProofRuns;
  /** For the chat: nothing is loaded before something is asked, and in a workspace that is not trusted nothing is run. */
  readonly proofsOf: ProofsOf;
  readonly dispose: () => void;
}

/** The proofs of a project, as whatever is outside of the bundle that runs them gets them. */
export type ProofsOf = (session: ProjectSession) => Proofs;

const notTrusted = 'SQL of a project is run only where it is trusted. Trust this workspace, then prove.';

export function registerProofs(
  context: ExtensionContext,
  projects: Projects,
  evidence: EvidenceStore,
  log: LogOutputChannel,
): ProofView {
  let loaded: ProofRuns | undefined;
  const lenses = new ProofLenses(projects, evidence);
  const load = (): ProofRuns => {
    const path = join(context.extensionPath, 'dist', 'proof.cjs');
    loaded ??= (createRequire(path)(path) as typeof proof).createProofRuns({
      context,
      projects,
      evidence,
      lenses,
      log,
    });
    return loaded;
  };
  const whenTrusted = async (run: (proofs: ProofRuns) => Promise<void>): Promise<void> => {
    if (workspace.isTrusted) return run(load());
    void window.showWarningMessage(notTrusted);
  };
  const registered = Disposable.from(
    lenses,
    languages.registerCodeLensProvider({ language: 'elixir', pattern: '**/*.{ex,exs}' }, lenses),
    commands.registerCommand(proveMigrationCommand, (given?: unknown) =>
      whenTrusted((proofs) => proofs.proveMigration(uriOf(given))),
    ),
    commands.registerCommand('ashArchitect.prove.changed', () => whenTrusted((proofs) => proofs.proveMany('changed'))),
    commands.registerCommand('ashArchitect.prove.all', () => whenTrusted((proofs) => proofs.proveMany('all'))),
    commands.registerCommand(proveIndexesCommand, (given?: unknown) =>
      whenTrusted((proofs) => proofs.proveIndexes(uriOf(given))),
    ),
    commands.registerCommand('ashArchitect.prove.query', () => whenTrusted((proofs) => proofs.explainSelection())),
    commands.registerCommand('ashArchitect.prove.useServer', () => whenTrusted((proofs) => proofs.useServer())),
    commands.registerCommand('ashArchitect.prove.forgetServer', () => load().forgetServer()),
    commands.registerCommand(showReportCommand, (given?: unknown) =>
      whenTrusted((proofs) => proofs.showReport(uriOf(given))),
    ),
    commands.registerCommand(openPlaceCommand, openPlace),
  );
  return {
    load,
    proofsOf: (session) => {
      const trusted = <Report>(ask: (proofs: Proofs) => Promise<Proven<Report>>): Promise<Proven<Report>> =>
        workspace.isTrusted ? ask(load().proofsOf(session)) : Promise.resolve({ ok: false, reason: notTrusted });
      return {
        migrations: (asked, run) => trusted((proofs) => proofs.migrations(asked, run)),
        indexes: (resources, run) => trusted((proofs) => proofs.indexes(resources, run)),
        query: (query, run) => trusted((proofs) => proofs.query(query, run)),
      };
    },
    dispose: () => {
      registered.dispose();
      loaded?.dispose();
    },
  };
}

function uriOf(given: unknown): Uri | undefined {
  return given instanceof Uri ? given : window.activeTextEditor?.document.uri;
}

/** Shows the line beside the report, so that the report stays. */
async function openPlace(uri: unknown, line: unknown): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number') return;
  const target = Uri.parse(uri);
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
  const other = window.visibleTextEditors[0];
  const at = new Position(Math.max(line - 1, 0), 0);
  const viewColumn = shown?.viewColumn ?? other?.viewColumn;
  await window.showTextDocument(target, {
    ...(viewColumn === undefined ? {} : { viewColumn }),
    selection: new Range(at, at),
  });
}
