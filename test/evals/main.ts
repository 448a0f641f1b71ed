import { writeFileSync } from 'node:fs';
import { evals } from './evals.ts';

process.exitCode = await evals(process.argv.slice(2), process.env, {
  write: (text) => console.log(text),
  save: (path, text) => writeFileSync(path, text),
});
