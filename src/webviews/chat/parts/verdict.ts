import type { ViewFinding, ViewVerdict } from '../../chat-state.ts';
import { element } from '../element.ts';
import { icon, type Icon } from '../icons.ts';
import { link } from '../markdown/link.ts';
import { sentence } from '../sentence.ts';
import { plainVisibleText, visibleText } from '../visible-text.ts';

/** What checking the proposal said: one line per kind of statement, with the findings folded below it. */
export function verdictElement(verdict: ViewVerdict): HTMLElement {
  const { broken, fixed, added, remaining, unresolved, open, format = [] } = verdict;
  return element(
    'ul',
    { class: 'verdict', 'aria-label': 'What checking the proposal said' },
    broken.length === 0
      ? statement('check', 'good', 'It parses')
      : statement(
          'error',
          'bad',
          `${files(broken.length)} would not parse`,
          broken.map(({ path, message }) => [link(file(path), visible(path)), ': ', ...sentence(message)]),
        ),
    fixed.length === 0 ? undefined : statement('check', 'good', `${findings(fixed.length)} fixed`, fixed.map(describe)),
    added.length === 0
      ? statement('check', 'good', 'No new finding')
      : statement('warning', 'bad', newFindings(added.length), added.map(describe)),
    unresolved.length === 0
      ? undefined
      : statement(
          'error',
          'bad',
          `Nobody defines ${unresolved.length === 1 ? 'a name' : `${unresolved.length} names`} that it uses`,
          unresolved.map(sentence),
        ),
    format.length === 0
      ? undefined
      : statement(
          'warning',
          'bad',
          'The form of the code is not kept',
          format.map(({ path, message }) => [link(file(path), visible(path)), ': ', ...sentence(message)]),
        ),
    remaining === 0 ? undefined : statement('info', 'plain', `${findings(remaining)} stay as they were`),
    open.length === 0
      ? undefined
      : statement(
          'info',
          'plain',
          'Examined in part only',
          open.map(({ resource, reason }) => [
            element('code', {}, ...visibleText(resource)),
            ': ',
            ...sentence(reason),
          ]),
        ),
  );
}

type Content = readonly (Node | string)[];

function statement(
  sign: Icon,
  look: 'good' | 'bad' | 'plain',
  text: string,
  details: readonly Content[] = [],
): HTMLElement {
  const line = [icon(sign), element('span', {}, text)];
  if (details.length === 0) return element('li', { class: look }, element('div', { class: 'statement' }, ...line));
  const items = details.map((content) => element('li', { dir: 'auto' }, ...content));
  return element(
    'li',
    { class: look },
    element(
      'details',
      {},
      element('summary', { class: 'statement' }, ...line, icon('chevron')),
      element('ul', {}, ...items),
    ),
  );
}

function describe({ rule, severity, path, line, message }: ViewFinding): Content {
  return [
    link(file(path, Math.max(1, line)), `${visible(path)}:${line}`),
    ` ${severity} `,
    element('code', {}, ...visibleText(rule)),
    ': ',
    ...sentence(message),
  ];
}

const file = (path: string, line?: number): { kind: 'file'; path: string; line: number | undefined } => ({
  kind: 'file',
  path,
  line,
});
const visible = plainVisibleText;
const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);
const findings = (count: number): string => (count === 1 ? '1 finding' : `${count} findings`);
const newFindings = (count: number): string => (count === 1 ? '1 new finding' : `${count} new findings`);
