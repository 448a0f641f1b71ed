import type { Declaration } from '../../elixir/declaration.ts';
import type { ResourceDraft } from '../draft.ts';
import { applyAuditLog } from './authentication/audit-log.ts';
import { applyConfirmation } from './authentication/confirmation.ts';
import { applyLogOutEverywhere } from './authentication/log-out-everywhere.ts';
import { applyMagicLink } from './authentication/magic-link.ts';
import { applyOauth2 } from './authentication/oauth2.ts';
import { applyOtp } from './authentication/otp.ts';
import { applyPassword } from './authentication/password.ts';
import { applyRecoveryCode } from './authentication/recovery-code.ts';
import { applyRememberMe } from './authentication/remember-me.ts';
import { addAction, authenticationSource, readStrategy, type ApplyStrategy } from './authentication/strategy.ts';
import { applyTotp } from './authentication/totp.ts';
import { applyWebAuthn } from './authentication/webauthn.ts';
import { blockOptions, blocksOf, openAt } from './block-options.ts';
import type { Extension } from './extension.ts';
import { createGenerator } from './generator.ts';

export const ashAuthentication: Extension = {
  module: 'AshAuthentication',
  source: authenticationSource,
  sections: ['authentication'],
  apply: applyAuthentication,
};

export const ashAuthenticationDomain: Extension = {
  module: 'AshAuthentication.Domain',
  source: authenticationSource,
  sections: ['authentication'],
};

/** The strategies that the package brings. Signing in with an API key needs an action that is written by hand. */
const strategies: ReadonlyMap<string, ApplyStrategy> = new Map<string, ApplyStrategy>([
  ['password', applyPassword],
  ...['oauth2', 'oidc', 'dynamic_oidc'].map((name) => [name, applyOauth2] as const),
  ...['apple', 'auth0', 'github', 'google', 'microsoft', 'okta', 'slack'].map((name) => [name, applyOauth2] as const),
  ['magic_link', applyMagicLink],
  ['otp', applyOtp],
  ['totp', applyTotp],
  ['recovery_code', applyRecoveryCode],
  ['remember_me', applyRememberMe],
  ['webauthn', applyWebAuthn],
  ['api_key', () => undefined],
]);

const addOns: ReadonlyMap<string, ApplyStrategy> = new Map<string, ApplyStrategy>([
  ['confirmation', applyConfirmation],
  ['log_out_everywhere', applyLogOutEverywhere],
  ['audit_log', applyAuditLog],
]);

/** A confirmation is called `confirm` where it has no name; all else is called what it is. */
const unwrittenNames: ReadonlyMap<string, string> = new Map([['confirmation', 'confirm']]);

function applyAuthentication(draft: ResourceDraft): void {
  const blocks = blocksOf(draft, 'authentication');
  const make = createGenerator(draft, ashAuthentication.module, blocks[0]);
  addAction({ draft, make }, 'read', blockOptions(draft, blocks).name('get_by_subject_action_name', 'get_by_subject'), {
    arguments: [make.argument('subject', 'string')],
    get: true,
    steps: [make.prepare('AshAuthentication.Preparations.FilterBySubject')],
  });
  for (const [section, known] of [
    ['strategies', strategies],
    ['add_ons', addOns],
  ] as const) {
    for (const block of blocksOf(draft, 'authentication', section)) {
      for (const child of block.body) applyNamed(draft, child, known);
    }
  }
}

function applyNamed(draft: ResourceDraft, declaration: Declaration, known: ReadonlyMap<string, ApplyStrategy>): void {
  const apply = known.get(declaration.name);
  if (apply === undefined) {
    openAt(draft, declaration, declaration, `what the strategy \`${declaration.name}\` adds is not known`);
    return;
  }
  const strategy = readStrategy(draft, declaration, unwrittenNames.get(declaration.name) ?? declaration.name);
  if (strategy !== undefined) apply(strategy);
}
