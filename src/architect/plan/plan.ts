/** The sections that the phases write to, in the order of a new plan. */
export const planSections = ['analysis', 'blueprint', 'migrations', 'decisions', 'questions'] as const;
export type PlanSection = (typeof planSections)[number];

export const sectionTitles: Readonly<Record<PlanSection, string>> = {
  analysis: 'Analysis',
  blueprint: 'Blueprint',
  migrations: 'Migrations',
  decisions: 'Decisions',
  questions: 'Open questions',
};

/** One `## …` of the document; `section` is undefined for those that the user added. */
export interface PlanPart {
  readonly section: PlanSection | undefined;
  /** The heading's line with its line break, as it was written. */
  readonly heading: string;
  /** Everything up to the next such heading, as it was written. */
  readonly body: string;
}

/** A plan as a document that anybody may edit: its parts put together are its text, to the byte. */
export interface Plan {
  /** What stands before the first `## `. */
  readonly preamble: string;
  readonly parts: readonly PlanPart[];
}

/** Any text is a plan. Headings in fenced code are code; of two headings with one title the first counts. */
export function parsePlan(text: string): Plan {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const seen = new Set<PlanSection>();
  const parts: { section: PlanSection | undefined; heading: string; body: string }[] = [];
  let preamble = '';
  let codeEnd = -1;
  for (const [index, line] of lines.entries()) {
    if (index > codeEnd) codeEnd = Math.max(codeEnd, endOfFence(lines, index) ?? -1);
    const title = index > codeEnd ? /^##[ \t]+(.+?)[ \t#]*\r?\n?$/.exec(line)?.[1] : undefined;
    const last = parts.at(-1);
    if (title !== undefined) parts.push({ section: sectionOf(title, seen), heading: line, body: '' });
    else if (last === undefined) preamble += line;
    else last.body += line;
  }
  return { preamble, parts };
}

/** The line that ends the code which begins on a line. What is never closed is no code, or it would swallow the rest. */
function endOfFence(lines: readonly string[], start: number): number | undefined {
  const mark = fenceOf(lines[start] ?? '');
  if (mark === undefined) return undefined;
  const end = lines.findIndex((line, index) => index > start && line.trim().startsWith(mark) && isMarkOnly(line));
  return end === -1 ? undefined : end;
}

function fenceOf(line: string): string | undefined {
  return /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
}

function isMarkOnly(line: string): boolean {
  return /^ {0,3}(`{3,}|~{3,})\s*$/.test(line);
}

/** Whether fenced code begins in a text and does not end in it. */
export function hasOpenFence(text: string): boolean {
  const lines = text.split('\n');
  let index = 0;
  while (index < lines.length) {
    if (fenceOf(lines[index] ?? '') !== undefined) {
      const end = endOfFence(lines, index);
      if (end === undefined) return true;
      index = end;
    }
    index++;
  }
  return false;
}

function sectionOf(title: string, seen: Set<PlanSection>): PlanSection | undefined {
  const found = planSections.find((section) => sectionTitles[section].toLowerCase() === title.trim().toLowerCase());
  if (found === undefined || seen.has(found)) return undefined;
  seen.add(found);
  return found;
}

export function printPlan({ preamble, parts }: Plan): string {
  return preamble + parts.map(({ heading, body }) => heading + body).join('');
}

/** An empty plan with all its sections. */
export function newPlan(title: string): string {
  const sections = planSections.map((section) => `## ${sectionTitles[section]}\n`);
  return `# ${title.replace(/\s+/g, ' ').trim()}\n\n${sections.join('\n')}`;
}

/** What a section says, without the blank lines around it; empty when it is not there. */
export function sectionText(plan: Plan, section: PlanSection): string {
  return plan.parts.find((part) => part.section === section)?.body.trim() ?? '';
}

/** The plan with another text in one section, in the line breaks of the document; everything else stays to the byte. */
export function withSection(plan: Plan, section: PlanSection, text: string): Plan {
  const whole = printPlan(plan);
  const lineBreak = /\r?\n/.exec(whole)?.[0] ?? '\n';
  const body = `${lineBreak}${text.trim().replace(/\r?\n/g, lineBreak)}${lineBreak}`;
  const index = plan.parts.findIndex((part) => part.section === section);
  if (index !== -1) {
    const isLast = index === plan.parts.length - 1;
    const parts = plan.parts.map((part, at) =>
      at === index
        ? { ...part, heading: ended(part.heading, lineBreak), body: isLast ? body : body + lineBreak }
        : part,
    );
    return { ...plan, parts };
  }
  const before = whole === '' || /\n\r?\n$/.test(whole) ? '' : whole.endsWith('\n') ? lineBreak : lineBreak + lineBreak;
  const part: PlanPart = { section, heading: `## ${sectionTitles[section]}${lineBreak}`, body };
  return parsePlan(whole + before + part.heading + part.body);
}

function ended(heading: string, lineBreak: string): string {
  return heading.endsWith('\n') ? heading : heading + lineBreak;
}
