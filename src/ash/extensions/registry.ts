import { ashAdmin, ashAdminDomain } from './ash-admin.ts';
import { ashAi } from './ash-ai.ts';
import { ashArchival } from './ash-archival.ts';
import { ashAuthentication, ashAuthenticationDomain } from './ash-authentication.ts';
import { ashCloak } from './ash-cloak.ts';
import { coreExtensions } from './ash-core.ts';
import { ashDoubleEntryAccount, ashDoubleEntryBalance, ashDoubleEntryTransfer } from './ash-double-entry.ts';
import { ashEventsLog } from './ash-events-log.ts';
import { ashEvents } from './ash-events.ts';
import { ashGraphql, ashGraphqlDomain } from './ash-graphql.ts';
import { ashJsonApi, ashJsonApiDomain } from './ash-json-api.ts';
import { ashOban } from './ash-oban.ts';
import { ashPaperTrail, ashPaperTrailDomain } from './ash-paper-trail.ts';
import { ashPhoenix } from './ash-phoenix.ts';
import { ashRateLimiter } from './ash-rate-limiter.ts';
import { ashSlug } from './ash-slug.ts';
import { ashStateMachine } from './ash-state-machine.ts';
import { ashStorageBlob } from './ash-storage-blob.ts';
import { ashStorage, ashStorageAttachment } from './ash-storage.ts';
import { ashTypescript, ashTypescriptRpc } from './ash-typescript.ts';
import { auditLogResource } from './authentication/audit-log-resource.ts';
import { oidcConnection } from './authentication/oidc-connection.ts';
import { tokenResource } from './authentication/token-resource.ts';
import { userIdentity } from './authentication/user-identity.ts';
import type { Extension } from './extension.ts';
import { harmlessUses } from './harmless-uses.ts';

const extensions: readonly Extension[] = [
  ...coreExtensions,
  ashAdmin,
  ashAdminDomain,
  ashAi,
  ashArchival,
  ashAuthentication,
  ashAuthenticationDomain,
  auditLogResource,
  oidcConnection,
  tokenResource,
  userIdentity,
  ashDoubleEntryAccount,
  ashDoubleEntryBalance,
  ashDoubleEntryTransfer,
  ashEventsLog,
  ashGraphql,
  ashGraphqlDomain,
  ashJsonApi,
  ashJsonApiDomain,
  ashOban,
  ashPaperTrailDomain,
  ashPhoenix,
  ashSlug,
  ashStateMachine,
  ashStorage,
  ashStorageAttachment,
  ashStorageBlob,
  ashTypescript,
  ashTypescriptRpc,
];

/** Their transformers ask to run after all others: they work on what the others have added. */
const lateExtensions: readonly Extension[] = [ashCloak, ashEvents, ashRateLimiter, ashPaperTrail];

const byModule = new Map([...extensions, ...lateExtensions].map((extension) => [extension.module, extension]));

/** What is known of a module that a resource or domain uses; undefined when nobody told us. */
export function findExtension(module: string): Extension | undefined {
  return byModule.get(module);
}

/** The known ones among the named modules, each once, in the order in which they have their effects. */
export function extensionsInOrder(modules: readonly string[]): Extension[] {
  const known = [...new Set(modules)].map(findExtension).filter((extension) => extension !== undefined);
  const isLate = (extension: Extension): boolean => lateExtensions.includes(extension);
  return [...known.filter((extension) => !isLate(extension)), ...lateExtensions.filter((late) => known.includes(late))];
}

export function isHarmlessUse(module: string): boolean {
  return harmlessUses.has(module);
}
