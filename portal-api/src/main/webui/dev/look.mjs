/**
 * Looks at every screen as built, under production's policy: light and dark, wide and phone. Takes a picture of each into
 * target/look, and fails on an accessibility violation, a console error, a page wider than its window, or a first load over
 * its budget. Pictures are for eyes: look at them.
 *
 * `npm run look -- twin` looks at the screens whose name contains "twin" only.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { startMock } from './mock-server.mjs';

const OUT = fileURLToPath(new URL('../../../../target/look', import.meta.url));
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FIRST_LOAD_BUDGET_KB = 200;
const WIDTHS = { wide: { width: 1360, height: 850 }, phone: { width: 390, height: 844 } };

/** What stands where; `before` brings the page into the state to look at. `expected` are console errors that belong to it. */
const SCREENS = [
  { name: 'login', path: '/', mock: 'anonymous', expected: /401/, ready: 'a[href="/login"]' },
  { name: 'tenant-choice', path: '/', mock: 'two-tenants', ready: 'text=north-water' },
  { name: 'no-tenant', path: '/', mock: 'no-tenant', ready: 'text=no tenant' },
  { name: 'twins', path: '/twins', ready: 'text=Feed pump 1' },
  { name: 'twins-many', path: '/twins', mock: 'many', ready: 'text=Load 100 more', before: scrollDown },
  { name: 'twins-doubted', path: '/twins?show=doubted', ready: 'text=Feed pump 2' },
  { name: 'twins-silent', path: '/twins?show=silent', ready: 'text=Bypass valve' },
  { name: 'twins-filtered-empty', path: '/twins?q=nothing-like-this', ready: 'text=Nothing fits' },
  { name: 'twins-empty', path: '/twins', mock: 'empty', ready: 'text=No twins yet' },
  { name: 'twins-loading', path: '/twins', mock: 'slow', ready: '[aria-busy="true"]' },
  { name: 'twins-broken', path: '/twins', mock: 'broken', expected: /503/, ready: 'text=could not be read' },
  { name: 'twins-forbidden', path: '/twins', mock: 'forbidden', ready: 'text=No access' },
  { name: 'twins-offline', path: '/twins', mock: 'cut', expected: /503|ERR_/, ready: 'role=status >> text=Reconnecting' },
  { name: 'twin', path: '/twins/pump-1', ready: '.u-over' },
  { name: 'twin-gaps', path: '/twins/pump-2?range=24h&charts=running,flow,bearingTemperature,vibration', ready: '.u-over' },
  { name: 'twin-doubted', path: '/twins/pump-2?charts=vibration,dischargePressure,flow', ready: '.u-over', before: pointAtDoubt },
  { name: 'twin-5m', path: '/twins/tank-1?range=5m', ready: '.u-over' },
  { name: 'twin-custom', path: '/twins/pump-1', ready: '.u-over', before: openCustomRange },
  { name: 'twin-zoomed', path: '/twins/pump-1', ready: '.u-over', before: dragZoom },
  { name: 'twin-wish', path: '/twins/valve-1', expected: /400/, ready: '.u-over', before: wantTooMuch },
  { name: 'twin-command', path: '/twins/valve-1', ready: '.u-over', before: giveWrong },
  { name: 'twin-command-json', path: '/twins/valve-1', ready: '.u-over', before: chooseJson },
  { name: 'twin-command-waiting', path: '/twins/valve-3', ready: '.u-over', before: giveToSilent },
  { name: 'twin-command-failed', path: '/twins/valve-2', ready: '.u-over', before: giveTooMuch },
  { name: 'twin-command-refused', path: '/twins/valve-2', expected: /400/, ready: '.u-over', before: giveNonsense },
  { name: 'twin-command-free', path: '/twins/rig-1', ready: '.u-over', before: (page) => page.getByRole('button', { name: 'Give a command' }).click() },
  { name: 'twin-commands', path: '/twins/valve-1', ready: '.u-over' },
  { name: 'twin-commands-timeline', path: '/twins/valve-1?tab=timeline&kind=commands', ready: 'text=moveTo: failed' },
  { name: 'twin-silent', path: '/twins/valve-3', ready: '.u-over' },
  { name: 'twin-never', path: '/twins/flow-meter-west-substation', ready: 'text=No values yet' },
  { name: 'twin-timeline', path: '/twins/pump-2?tab=timeline', ready: 'text=Stuck', before: loadEarlier },
  { name: 'twin-timeline-kind', path: '/twins/pump-2?tab=timeline&kind=contact', ready: 'text=Heard again' },
  { name: 'twin-timeline-filtered-empty', path: '/twins/pump-1?tab=timeline&kind=signals', ready: 'text=Nothing of this kind' },
  { name: 'twin-timeline-empty', path: '/twins/pump-1?tab=timeline', mock: 'no-events', ready: 'text=Nothing is known' },
  { name: 'twin-untyped', path: '/twins/rig-1', ready: '.u-over' },
  { name: 'draft', path: '/twins/rig-1/type-draft', ready: 'text=Thermocouple' },
  { name: 'draft-open', path: '/twins/rig-1/type-draft', ready: 'text=Thermocouple', before: openProperty },
  { name: 'draft-wrong', path: '/twins/rig-1/type-draft', expected: /400/, ready: 'text=Thermocouple', before: acceptWrong },
  { name: 'draft-document', path: '/twins/rig-1/type-draft', ready: 'text=Thermocouple', before: breakDocument },
  { name: 'draft-viewer', path: '/twins/rig-1/type-draft', mock: 'viewer', ready: 'text=Thermocouple', before: openProperty },
  { name: 'draft-typed', path: '/twins/pump-1/type-draft', ready: 'text=has a type already' },
  { name: 'twin-messages', path: '/twins/pump-2?tab=messages', ready: 'text=wrong-schema' },
  { name: 'twin-json', path: '/twins/tank-1?tab=json', ready: 'pre' },
  { name: 'twin-not-found', path: '/twins/nobody', expected: /404/, ready: 'text=There is no twin' },
  { name: 'devices', path: '/devices', ready: 'text=valve-1' },
  { name: 'devices-empty', path: '/devices', mock: 'empty', ready: 'text=No devices yet' },
  { name: 'devices-forbidden', path: '/devices', mock: 'viewer', ready: 'text=No access' },
  { name: 'device-new', path: '/devices', ready: 'text=valve-1', before: openCreate },
  { name: 'device', path: '/devices/pump-2', ready: 'text=wrong-schema' },
  { name: 'device-waiting', path: '/devices/flow-meter-west-substation', ready: 'text=Make a token', before: makeToken },
  { name: 'device-speaks', path: '/devices/flow-meter-west-substation', ready: 'text=Make a token', before: firstMessage },
  { name: 'settings', path: '/twins', mock: 'two-tenants', tenant: 'demo', ready: 'text=Feed pump 1', before: openSettings },
  { name: 'help', path: '/twins', ready: 'text=Feed pump 1', before: (page) => page.keyboard.press('?') },
  { name: 'page-not-found', path: '/nowhere', ready: 'text=no such page' },
  { name: 'german-doubted', path: '/twins/pump-2?charts=vibration', language: 'de', ready: 'text=Hängt fest' },
  { name: 'german-command', path: '/twins/valve-3', language: 'de', ready: 'text=Keine Antwort in der Zeit', before: (page) => page.getByRole('button', { name: 'Partial stroke test' }).click() },
  { name: 'german-timeline', path: '/twins/pump-2?tab=timeline', language: 'de', ready: 'text=Hängt fest' },
  { name: 'german-draft', path: '/twins/rig-1/type-draft', language: 'de', ready: 'text=Thermocouple', before: openProperty },
  { name: 'german', path: '/twins/pump-2?tab=messages', language: 'de', ready: 'text=Was zu tun ist' },
];

async function scrollDown(page) {
  await page.getByRole('button', { name: 'Load 100 more' }).click();
  await page.waitForFunction(() => document.querySelector('[role=table]')?.getAttribute('aria-rowcount') === '201');
  await page.mouse.wheel(0, 4_000);
  await page.waitForTimeout(300);
  // Half a row under the header would be a target too small for axe.
  await page.evaluate(() => {
    const header = document.querySelector('header').getBoundingClientRect().bottom;
    const row = [...document.querySelectorAll('[role=row]')].find((one) => one.getBoundingClientRect().top >= header);
    window.scrollBy(0, row.getBoundingClientRect().top - header);
  });
  await page.waitForTimeout(600);
}

async function openCustomRange(page) {
  await page.getByRole('button', { name: 'From … to' }).click();
  await page.waitForTimeout(400);
}

async function dragZoom(page) {
  await page.locator('.u-over').first().scrollIntoViewIfNeeded(); // on a phone it stands below the values
  const box = await page.locator('.u-over').first().boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/from=\d+&to=\d+/);
  await page.waitForTimeout(600);
}

async function pointAtDoubt(page) {
  const box = await page.locator('.u-over').first().boundingBox();
  await page.mouse.move(box.x + box.width * 0.96, box.y + box.height / 2);
  await page.waitForTimeout(300);
}

async function loadEarlier(page) {
  const earlier = page.getByRole('button', { name: 'Load earlier' });
  while (await earlier.isVisible()) {
    await earlier.click();
    await page.waitForTimeout(300);
  }
  await page.getByText('Came to be').waitFor();
}

async function wantTooMuch(page) {
  await page.getByRole('button', { name: 'Change position' }).click();
  await page.getByLabel('Value in %').fill('120');
  await page.getByRole('dialog').getByRole('button', { name: 'Set' }).click();
  await page.getByRole('alert').waitFor();
}

async function giveWrong(page) {
  await page.getByRole('button', { name: 'Partial stroke test' }).click();
  await page.getByLabel('repeats').fill('1.5');
  await page.getByRole('button', { name: 'Send “Partial stroke test”' }).click();
  await page.getByText('Give a whole number').waitFor();
}

async function chooseJson(page) {
  await page.getByRole('button', { name: 'Other' }).click();
  await page.getByLabel('Command', { exact: true }).selectOption('Load characteristic');
  await page.getByText('What it has to be').waitFor();
}

async function giveToSilent(page) {
  await page.getByRole('button', { name: 'Calibrate' }).click();
  await page.getByRole('button', { name: 'Send “Calibrate”' }).click();
  await page.getByRole('dialog').getByText('Waiting for the device').waitFor();
}

async function moveTo(page, value) {
  await page.getByRole('button', { name: 'Move to' }).click();
  await page.getByRole('dialog').getByLabel('Value').fill(value);
  await page.getByRole('button', { name: 'Send “Move to”' }).click();
}

async function giveTooMuch(page) {
  await moveTo(page, '140');
  await page.getByRole('dialog').getByText('Failed').waitFor();
}

async function giveNonsense(page) {
  await moveTo(page, '4000');
  await page.getByRole('alert').waitFor();
}

async function openProperty(page) {
  await page.getByRole('button', { name: /Thermocouple$/ }).click();
  await page.getByText('Its name tells of Temperature').waitFor();
}

async function acceptWrong(page) {
  await openProperty(page);
  await page.getByLabel('Unit', { exact: true }).fill('barr');
  await page.getByLabel('At most').fill('much');
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByText('not right yet').first().scrollIntoViewIfNeeded();
}

async function breakDocument(page) {
  await page.getByText('Document', { exact: true }).click();
  const document = page.getByLabel('The type, in DTDL');
  await document.fill(`${await document.inputValue()},`);
  await page.getByText('This is no JSON').waitFor();
  await page.waitForTimeout(300);
}

async function openCreate(page) {
  await page.getByRole('button', { name: 'New device' }).click();
  await page.getByRole('button', { name: 'Create device' }).click(); // shows what is missing
  await page.waitForTimeout(300);
}

async function makeToken(page) {
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByText('Waiting for the first message').waitFor();
}

async function firstMessage(page) {
  await makeToken(page);
  const token = await page.locator('dd code').nth(1).textContent();
  await page.waitForTimeout(500);
  await fetch(new URL('/api/v1/telemetry', page.url()), {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: '{"temperature": 21.5}',
  });
  await page.getByText('It speaks.').waitFor({ timeout: 2_000 });
}

async function openSettings(page) {
  await page.getByRole('button', { name: 'Account and settings' }).click();
  await page.waitForTimeout(300);
}

const wanted = process.argv[2] ?? '';
const faults = [];
const fault = (text) => {
  faults.push(text);
  console.error(`FAULT  ${text}`); // at once: the whole look takes minutes
};
await mkdir(OUT, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const screen of SCREENS.filter(({ name }) => name.includes(wanted))) {
    const mock = await startMock(); // a fresh plant for each: no screen sees what another has done
    for (const scheme of ['light', 'dark']) {
      for (const [width, viewport] of Object.entries(WIDTHS)) {
        await look(screen, mock.address, scheme, width, viewport);
      }
    }
    await mock.stop();
  }
  await firstLoad();
} finally {
  await browser.close();
}
console.log(faults.length === 0 ? `All well. Pictures: ${OUT}` : `${faults.length} faults. Pictures: ${OUT}`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function look(screen, address, scheme, width, viewport) {
  const label = `${screen.name}-${scheme}-${width}`;
  const context = await browser.newContext({ viewport, colorScheme: scheme, locale: screen.language ?? 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
  await context.addCookies([{ name: 'mock', value: screen.mock ?? '', url: address }]);
  if (screen.tenant !== undefined) {
    await context.addInitScript((tenant) => localStorage.setItem('counterpart.tenant', tenant), screen.tenant);
  }
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !screen.expected?.test(message.text())) {
      fault(`${label}: console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => fault(`${label}: ${error}`));
  try {
    await page.goto(address + screen.path);
    await page.locator(screen.ready).first().waitFor({ timeout: 30_000 });
    await page.waitForTimeout(250);
    await screen.before?.(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) {
      fault(`${label}: ${overflow} px wider than its window`);
    }
    await page.screenshot({ path: `${OUT}/${label}.png` });
    for (const violation of await violations(page)) {
      fault(`${label}: axe ${violation.id}: ${violation.nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`);
    }
  } catch (error) {
    await page.screenshot({ path: `${OUT}/${label}.png` });
    fault(`${label}: ${String(error).split('\n')[0]}`);
  }
  await context.close();
}

async function violations(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  return result.violations;
}

/** What a first visit fetches before it can show the list of twins. */
async function firstLoad() {
  const mock = await startMock();
  const page = await browser.newPage();
  const scripts = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) {
      scripts.push(response.body());
    }
  });
  await page.goto(`${mock.address}/twins`);
  await page.getByText('Feed pump 1').waitFor();
  await page.waitForLoadState('load');
  const kb = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_000;
  console.log(`First load: ${kb.toFixed(0)} kB of script, gzipped`);
  if (kb > FIRST_LOAD_BUDGET_KB) {
    fault(`the first load is ${kb.toFixed(0)} kB of script, over ${FIRST_LOAD_BUDGET_KB}`);
  }
  await page.close();
  await mock.stop();
}
