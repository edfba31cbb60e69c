/** Runs a command, Vite's development server say, with the mock platform behind it; or with a real one, when PORTAL_API names it. */
import { spawn } from 'node:child_process';
import { startMock } from './mock-server.mjs';

const mock = process.env.PORTAL_API === undefined ? await startMock() : null;
const [command, ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, {
  stdio: 'inherit',
  env: { ...process.env, ...(mock === null ? {} : { PORTAL_API: mock.address }) },
});
child.on('exit', async (code) => {
  await mock?.stop();
  process.exit(code ?? 1);
});
