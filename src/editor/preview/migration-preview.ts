import { EventEmitter, type Event } from 'vscode';
import { printAnswer, stampOf } from '../../analysis/codegen-inputs.ts';
import { planDocument, type PlanDocument, type PlanView } from '../../analysis/plan-document.ts';
import type { PlanReport } from '../../analysis/plan-report.ts';
import type { ProjectSession } from '../project-session.ts';
import { readAshFunctions } from './read-ash-functions.ts';

/** An answer to the generator, given for the preview alone. */
export interface GivenAnswer {
  readonly prompt: string;
  readonly answer: string;
}

/** The plan of a project's next migration, made anew when it is asked for; the newest texts win. */
export class MigrationPreview {
  /** Views whose text is another one now. */
  readonly onDidChange: Event<PlanView>;
  readonly #changed = new EventEmitter<PlanView>();
  readonly #session: () => ProjectSession | undefined;
  readonly #documents = new Map<PlanView, PlanDocument>();
  /** The time stamps shall not move while somebody types. */
  readonly #now = stampOf(new Date());
  #answers: readonly GivenAnswer[] = [];
  #name = 'update_resources';
  #report: PlanReport | undefined;
  #work: Promise<void> | undefined;
  #isOutdated = false;
  /** Read once: the plan shall be asked for before anything else that follows from a change. */
  #functions: { readonly text: string | undefined } | undefined;

  /** `session` gives the project as it is open now: it may be read anew meanwhile. */
  constructor(session: () => ProjectSession | undefined) {
    this.#session = session;
    this.onDidChange = this.#changed.event;
  }

  get answers(): readonly GivenAnswer[] {
    return this.#answers;
  }

  /** The name that is proposed for the migration. */
  get name(): string {
    return this.#name;
  }

  /** Undefined until there is a plan, or when it could not be made. */
  get report(): PlanReport | undefined {
    return this.#report;
  }

  documentOf(view: PlanView): PlanDocument {
    return this.#documents.get(view) ?? sentence(view, 'The project is read; its plan follows.');
  }

  /** Answers a question as it is asked now, until the answer is taken back. */
  answer(prompt: string, answer: string): Promise<void> {
    this.#answers = [...this.#answers, { prompt, answer }];
    return this.refresh();
  }

  takeBack(answers: readonly GivenAnswer[]): Promise<void> {
    this.#answers = this.#answers.filter((answer) => !answers.includes(answer));
    return this.refresh();
  }

  /** Makes the plan for the texts as they are now. One that is being made for older ones is dropped. */
  async refresh(): Promise<void> {
    this.#isOutdated = true;
    this.#work ??= this.#planUntilCurrent();
    await this.#work;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #planUntilCurrent(): Promise<void> {
    try {
      while (this.#isOutdated) {
        this.#isOutdated = false;
        await this.#planOnce();
      }
    } finally {
      this.#work = undefined;
    }
  }

  async #planOnce(): Promise<void> {
    const session = this.#session();
    if (session?.isRead !== true) return;
    try {
      this.#functions ??= { text: await readAshFunctions(session.place.root) };
      const report = await this.#ask(session);
      if (this.#isOutdated) return;
      this.#name = report.name;
      this.#report = report;
      const context = { hasSnapshots: session.hasSnapshots };
      this.#show((view) => planDocument(report, view, context));
    } catch (error) {
      if (this.#session() !== session) return;
      this.#report = undefined;
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
      this.#show((view) => sentence(view, `The plan could not be made: ${reason ?? ''}`));
    }
  }

  #ask(session: ProjectSession): Promise<PlanReport> {
    return session.analysis.plan({
      wrappers: session.config?.wrappers ?? [],
      name: this.#name,
      proposesName: true,
      now: this.#now,
      answers: this.#answers.map(({ prompt, answer }) => printAnswer(prompt, answer)).join(''),
      decisions: [],
      functions: this.#functions?.text,
    });
  }

  #show(create: (view: PlanView) => PlanDocument): void {
    for (const view of ['elixir', 'sql'] as const) {
      const document = create(view);
      const isSame = document.text === this.#documents.get(view)?.text;
      this.#documents.set(view, document);
      if (!isSame) this.#changed.fire(view);
    }
  }
}

function sentence(view: PlanView, text: string): PlanDocument {
  return { text: `${view === 'elixir' ? '#' : '--'} ${text}\n`, places: [] };
}
