import { describe, expect, it } from 'vitest';
import { loadTasks } from './harness/load-tasks.ts';
import { mistakesOf, playMistake, playScript } from './harness/scripted.ts';

const tasks = await loadTasks();

describe.each(tasks)('$id', (task) => {
  it('is solved by its script', async () => {
    const { judgement, deviations } = await playScript(task, task.solution);
    expect(deviations).toEqual([]);
    expect(judgement.checks.filter(({ says }) => says.length > 0)).toEqual([]);
  });

  it.each(mistakesOf(task))('does not let pass a model that $name', async (mistake) => {
    const { isCaught, says } = await playMistake(task, mistake);
    expect(isCaught, says.join('\n')).toBe(true);
  });
});
