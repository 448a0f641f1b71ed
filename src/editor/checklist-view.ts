import {
  EventEmitter,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  type Disposable,
  type Event,
  type TreeDataProvider,
} from 'vscode';
import type { LiveChecklist, LiveEntry } from '../analysis/port.ts';
import type { ItemState } from '../checklist/checklist.ts';
import type { ChecklistItem, Severity } from '../checklist/finding.ts';
import { rangeOf } from './diagnostics.ts';
import type { ProjectSession } from './project-session.ts';
import type { Projects } from './projects.ts';

/** The five questions in the words of the review. */
const questions: Readonly<Record<ChecklistItem, string>> = {
  identities: 'Identities',
  relationships: 'Relationships',
  types: 'Data types',
  computed: 'Computed values',
  migrations: 'Migrations',
};

const states: Readonly<Record<ItemState, { readonly icon: string; readonly color?: string; readonly word: string }>> = {
  passed: { icon: 'pass', color: 'testing.iconPassed', word: 'passed' },
  flagged: { icon: 'warning', color: 'list.warningForeground', word: 'flagged' },
  open: { icon: 'circle-large-outline', word: 'examined in part' },
  'not-examined': { icon: 'dash', word: 'not examined' },
};

const severityIcons: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  hint: 'lightbulb',
};

type Node =
  | { readonly kind: 'project'; readonly session: ProjectSession }
  | { readonly kind: 'domain'; readonly session: ProjectSession; readonly name: string }
  | { readonly kind: 'resource'; readonly session: ProjectSession; readonly checklist: LiveChecklist }
  | {
      readonly kind: 'box';
      readonly session: ProjectSession;
      readonly checklist: LiveChecklist;
      readonly entry: LiveEntry;
    }
  | { readonly kind: 'finding'; readonly session: ProjectSession; readonly finding: LiveEntry['findings'][number] };

/** The review checklist of every resource: domain, resource, five boxes, findings. */
export function createChecklistView(projects: Projects): Disposable {
  return window.createTreeView('ashArchitect.checklist', {
    treeDataProvider: new ChecklistTree(projects),
    showCollapseAll: true,
  });
}

class ChecklistTree implements TreeDataProvider<Node> {
  readonly onDidChangeTreeData: Event<undefined>;
  readonly #projects: Projects;
  readonly #changed = new EventEmitter<undefined>();

  constructor(projects: Projects) {
    this.#projects = projects;
    this.onDidChangeTreeData = this.#changed.event;
    projects.onDidChange(({ isWhole }) => {
      if (isWhole) this.#changed.fire(undefined);
    });
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case 'project':
        return group(node.session.place.name, 'root-folder', node.session.place.root.toString());
      case 'domain':
        return group(node.name, 'symbol-namespace', `${node.session.place.root.toString()} ${node.name}`);
      case 'resource':
        return resourceItem(node.session, node.checklist);
      case 'box':
        return boxItem(node.session, node.checklist, node.entry);
      case 'finding':
        return findingItem(node.session, node.finding);
    }
  }

  getChildren(node?: Node): Node[] {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'project':
        return domainsOf(node.session);
      case 'domain':
        return resourcesOf(node.session, node.name);
      case 'resource':
        return node.checklist.items.map((entry) => ({ ...node, kind: 'box', entry }));
      case 'box':
        return node.entry.findings.map((finding) => ({ kind: 'finding', session: node.session, finding }));
      case 'finding':
        return [];
    }
  }

  #roots(): Node[] {
    const sessions = this.#projects.sessions.filter(({ checklists }) => checklists.length > 0);
    const [first] = sessions;
    if (first !== undefined && sessions.length === 1) return domainsOf(first);
    return sessions.map((session) => ({ kind: 'project', session }));
  }
}

function domainsOf(session: ProjectSession): Node[] {
  const names = new Set(session.checklists.map(domainOf));
  return [...names].sort().map((name) => ({ kind: 'domain', session, name }));
}

function resourcesOf(session: ProjectSession, domain: string): Node[] {
  return session.checklists
    .filter((checklist) => domainOf(checklist) === domain)
    .sort((a, b) => (a.resource < b.resource ? -1 : 1))
    .map((checklist) => ({ kind: 'resource', session, checklist }));
}

function domainOf({ domain }: LiveChecklist): string {
  return domain ?? 'Without a domain';
}

function group(label: string, icon: string, id: string): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.iconPath = new ThemeIcon(icon);
  return item;
}

function resourceItem(session: ProjectSession, checklist: LiveChecklist): TreeItem {
  const { resource, domain, path, line, items } = checklist;
  const name = domain !== undefined && resource.startsWith(`${domain}.`) ? resource.slice(domain.length + 1) : resource;
  const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
  const flagged = items.filter(({ state }) => state === 'flagged');
  const worst: ItemState =
    flagged.length > 0 ? 'flagged' : items.some(({ state }) => state === 'open') ? 'open' : 'passed';
  const isExamined = items.some(({ state }) => state !== 'not-examined');
  item.id = `${session.place.root.toString()} ${path} ${resource}`;
  item.iconPath = iconOf(isExamined ? worst : 'not-examined');
  item.description = flagged.map(({ area }) => questions[area].toLowerCase()).join(', ');
  item.tooltip = `${resource}\n${path}:${line}`;
  item.accessibilityInformation = {
    label: `${name}, ${flagged.length === 0 ? (isExamined ? 'nothing flagged' : 'not examined') : `flagged: ${item.description}`}`,
  };
  open(item, session, path, line - 1);
  return item;
}

function boxItem(session: ProjectSession, { path, resource }: LiveChecklist, entry: LiveEntry): TreeItem {
  const { area, state, findings, reason } = entry;
  const { word } = states[state];
  const item = new TreeItem(
    questions[area],
    findings.length === 0 ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed,
  );
  item.id = `${session.place.root.toString()} ${path} ${resource} ${area}`;
  item.iconPath = iconOf(state);
  item.description = findings.length > 0 ? `${findings.length}` : state === 'passed' ? '' : word;
  item.tooltip = reason === undefined ? word : `${word}: ${reason}`;
  item.accessibilityInformation = { label: `${questions[area]}, ${item.tooltip}` };
  return item;
}

function findingItem(session: ProjectSession, finding: LiveEntry['findings'][number]): TreeItem {
  const { rule, severity, path, range, message } = finding;
  const item = new TreeItem(message);
  item.iconPath = new ThemeIcon(severityIcons[severity]);
  item.description = rule;
  item.tooltip = `${message}\n${rule}\n${path}:${range.start.line}`;
  open(item, session, path, range.start.line - 1, rangeOf(range));
  return item;
}

function open(
  item: TreeItem,
  session: ProjectSession,
  path: string,
  line: number,
  selection?: ReturnType<typeof rangeOf>,
): void {
  const uri = session.place.uriOf(path);
  if (uri === undefined) return;
  item.command = {
    command: 'vscode.open',
    title: 'Open',
    arguments: [uri, { selection: selection ?? new Range(line, 0, line, 0) }],
  };
}

function iconOf(state: ItemState): ThemeIcon {
  const { icon, color } = states[state];
  return color === undefined ? new ThemeIcon(icon) : new ThemeIcon(icon, new ThemeColor(color));
}
