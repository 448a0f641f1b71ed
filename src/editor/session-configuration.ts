import { configName } from '../analysis/config-name.ts';
import type { AnalysisPort, MigrationSelection } from '../analysis/port.ts';
import type { Complaint } from '../analysis/read-config.ts';
import type { Baseline } from '../checklist/baseline.ts';
import type { Config } from '../checklist/config.ts';
import type { SessionSources } from './session-sources.ts';

/** What every examination of a project is asked with. */
export interface Configured {
  readonly config: Config;
  readonly migrations: MigrationSelection;
  readonly baseline: Baseline | undefined;
}

export interface SessionConfiguration {
  /** Undefined where the configuration was broken from the start. */
  readonly counts: Configured | undefined;
  readonly complaints: readonly Complaint[];
}

/** Reads the configuration, the baseline and which migrations count; one that is broken right now changes nothing. */
export async function readConfiguration(
  port: AnalysisPort,
  sources: SessionSources,
  known: Config | undefined,
): Promise<SessionConfiguration> {
  const result = await port.configure(await sources.readText(configName), sources.settings());
  const config = result.ok ? result.value : known;
  const complaints = result.ok ? [] : result.complaints;
  if (config === undefined) return { counts: undefined, complaints };
  const text = await sources.readText(config.baseline);
  const baseline = text === undefined ? undefined : await port.readBaseline(config.baseline, text);
  return {
    counts: {
      config,
      migrations: await sources.migrations(config),
      baseline: baseline?.ok === true ? baseline.value : undefined,
    },
    complaints: baseline?.ok === false ? [...complaints, ...baseline.complaints] : complaints,
  };
}
