import { arch, platform, release } from 'node:os';
import {
  commands,
  env,
  extensions,
  UIKind,
  version,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
} from 'vscode';
import type { Projects } from './projects.ts';
import { givenSettings } from './settings.ts';

/** Extensions that speak of Elixir too: what they do may explain what a user sees. */
const neighbours = /elixir|expert|lexical|next-?ls|ash|phoenix|heex|surface/i;

/** Copies what somebody who reads a bug report wants to know: no file names, no code, nothing personal. */
export function registerEnvironmentReport(context: ExtensionContext, projects: Projects): Disposable {
  return commands.registerCommand('ashArchitect.copyEnvironment', async () => {
    await env.clipboard.writeText(report(context, projects));
    void window.showInformationMessage(
      'The report on the environment is in the clipboard. It names no files and no code.',
    );
  });
}

function report(context: ExtensionContext, projects: Projects): string {
  const { version: own } = context.extension.packageJSON as { readonly version: string };
  const facts = [
    ['Ash Architect', own],
    ['VS Code', `${version}, ${env.uiKind === UIKind.Web ? 'in a browser' : 'on the desktop'}`],
    ['Node', process.versions.node],
    ['System', `${platform()} ${release()} ${arch()}`],
    ['Remote', env.remoteName === undefined ? 'no' : 'yes'],
    [
      'Workspace',
      `${workspace.workspaceFolders?.length ?? 0} folders, ${workspace.isTrusted ? 'trusted' : 'not trusted'}`,
    ],
    ['Other extensions', otherExtensions(context).join(', ') || 'none for Elixir'],
  ];
  return [
    '### Environment',
    '',
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    ...projects.sessions.flatMap((session, index) => ['', ...projectFacts(context, session, index + 1)]),
    '',
  ].join('\n');
}

function projectFacts(context: ExtensionContext, session: Projects['sessions'][number], number: number): string[] {
  const { whole, failure, config, complaints, place } = session;
  const counts =
    whole === undefined
      ? 'not examined yet'
      : Object.entries(whole.stats)
          .map(([name, count]) => `${count} ${name}`)
          .join(', ');
  const versions = Object.entries(whole?.versions ?? {}).filter(([name]) => /^(ash|spark|ecto|reactor)/.test(name));
  const findings = session
    .pathsWithFindings()
    .reduce((sum, path) => sum + (session.findingsOf(path)?.findings.length ?? 0), 0);
  return [
    `#### Project ${number}${place.isFolder ? '' : ' (a single document)'}`,
    '',
    `- Read: ${counts}`,
    `- Findings: ${findings}, known ones left out: ${whole?.known ?? 0}`,
    `- Packages: ${versions.map(([name, value]) => `${name} ${value}`).join(', ')}`,
    `- Preset: ${config?.preset ?? 'unknown'}, migrations: ${config?.migrations.examine ?? 'unknown'}`,
    `- Settings given: ${Object.keys(givenSettings(context, place.root)).join(', ') || 'none'}`,
    `- Complaints about the configuration: ${complaints.length}`,
    ...(whole?.failures ?? []).map((message) => `- ${message}`),
    ...(failure === undefined ? [] : [`- Failure: ${failure.split('\n')[0] ?? ''}`]),
  ];
}

function otherExtensions(context: ExtensionContext): string[] {
  return extensions.all
    .filter(({ id }) => neighbours.test(id) && id !== context.extension.id && !id.startsWith('vscode.'))
    .map(({ id, packageJSON, isActive }) => {
      const { version: other } = packageJSON as { readonly version?: string };
      return `${id} ${other ?? ''}${isActive ? '' : ' (not active)'}`;
    });
}
