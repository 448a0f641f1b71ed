// `npm run package [-- --out file.vsix] [--no-build]`
import { parseArgs } from 'node:util';
import { installPackages } from './install.mjs';
import { packExtension } from './pack-extension.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' }, 'no-build': { type: 'boolean' } } });
installPackages();
console.log(packExtension({ out: values.out, build: values['no-build'] !== true }));
