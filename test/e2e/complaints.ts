import type { Page } from 'playwright-core';

const ours = /ash-architect\.ash-architect/;
const policy = /Content Security Policy|Refused to (load|execute|apply|connect|frame)/i;
const workbenchItself = /\/static\/out\/vs\//;

/** Collects what the page complains of on account of our extension; the host has complaints of its own. */
export function collectComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (policy.test(text) || (message.type() === 'error' && ours.test(text))) complaints.push(text);
  });
  page.on('pageerror', (error) => {
    const text = error.stack ?? error.message;
    if (ours.test(text) || !workbenchItself.test(text)) complaints.push(text);
  });
  return complaints;
}
