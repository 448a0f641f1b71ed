import type { AnalysisPort } from '../../../src/analysis/port.ts';
import type { Files } from '../../../src/architect/ports.ts';

/** A project in memory, whose analysis hears of every edit before the next question. */
export class EvalFiles implements Files {
  readonly texts: Map<string, string>;
  readonly #analysis: Pick<AnalysisPort, 'apply'>;

  constructor(texts: ReadonlyMap<string, string>, analysis: Pick<AnalysisPort, 'apply'>) {
    this.texts = new Map(texts);
    this.#analysis = analysis;
  }

  list(): ReturnType<Files['list']> {
    return Promise.resolve([...this.texts.keys()]);
  }

  read(path: string): ReturnType<Files['read']> {
    const text = this.texts.get(path);
    return Promise.resolve(text === undefined ? { kind: 'missing' } : { kind: 'text', text, isUnsaved: false });
  }

  async apply(changes: Parameters<Files['apply']>[0]): ReturnType<Files['apply']> {
    const stale = changes.filter(({ path, before }) => this.texts.get(path) !== before).map(({ path }) => path);
    if (stale.length > 0) return { ok: false, reason: 'Files were edited meanwhile.', stale };
    for (const { path, after } of changes) {
      if (after === undefined) this.texts.delete(path);
      else this.texts.set(path, after);
    }
    await this.#analysis.apply(changes.map(({ path, after }) => ({ path, text: after })));
    return { ok: true };
  }
}
