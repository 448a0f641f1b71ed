import type { Strategy } from './strategy.ts';

const auditor = 'AshAuthentication.AddOn.AuditLog.Auditor';

/** Writes a log around every action; adds nothing that can be named. */
export function applyAuditLog({ draft, make }: Strategy): void {
  draft.changes.push(make.change(`${auditor}.Change`, { on: ['create', 'update', 'destroy'] }));
  draft.preparations.push(make.prepare(`${auditor}.Preparation`, { on: ['read', 'action'] }));
}
