/**
 * What Maven runs: `node dev/build-if-stale.mjs build|test`. Fetches the packages when the lock file changed, and builds or tests
 * only when something that goes into it has changed since it last went well. Java-only work pays for a hash of the sources.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = fileURLToPath(new URL('../../../../target', import.meta.url));

const PACKAGES = ['package-lock.json', '.npmrc'];
const SOURCES = ['src', 'public', 'index.html', 'package.json', 'tsconfig.json', 'vite.config.ts', ...PACKAGES];

const work = process.argv[2];
if (work !== 'build' && work !== 'test') {
  throw new Error('say what to do: build or test');
}
once(join(ROOT, 'node_modules/.installed'), PACKAGES, [['ci', '--ignore-scripts']]);
if (work === 'build') {
  once(join(TARGET, 'webui.built'), SOURCES, [['run', 'build', '--', '--logLevel', 'warn']], join(TARGET, 'webui/index.html'));
} else {
  once(join(TARGET, 'webui.tested'), SOURCES, [['run', 'typecheck'], ['test', '--', '--reporter=dot']]);
}

/** Runs npm with each of these parameters, unless it did so for the same inputs and the product still stands. */
function once(stamp, inputs, calls, product = stamp) {
  const now = fingerprint(inputs);
  if (existsSync(stamp) && existsSync(product) && readFileSync(stamp, 'utf8') === now) {
    return;
  }
  for (const call of calls) {
    const { status, error } = spawnSync('npm', ['--silent', ...call], { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) {
      console.error(`npm ${call.join(' ')} failed${error === undefined ? '' : `: ${error.message}`}`);
      process.exit(1);
    }
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  inputs.flatMap(filesIn).forEach((file) => hash.update(file).update('\0').update(readFileSync(join(ROOT, file))).update('\0'));
  return hash.digest('hex');
}

/** The file, or the files below the folder, in one order everywhere. */
function filesIn(path) {
  if (statSync(join(ROOT, path)).isFile()) {
    return [path];
  }
  return readdirSync(join(ROOT, path), { recursive: true })
    .map((below) => join(path, below))
    .filter((file) => statSync(join(ROOT, file)).isFile())
    .sort();
}
