/**
 * Stands in for the platform while the portal is developed and looked at; no part of any product. It serves the built portal
 * under the policy of production, and the part of /api/v1 that the portal uses, over the made-up plant beside it.
 *
 * The cookie `mock` chooses what it plays, words joined by `+`: anonymous, two-tenants, no-tenant, empty, broken, forbidden,
 * viewer, slow, many, no-events, cut (the stream ends after a moment and does not come back).
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findingsAt, judgedBetween, qualityOf, scoreAt, timelineOf } from './quality.mjs';
import { acceptedBy, Commands, wrongIn } from './commands.mjs';
import { draftOf, errorsIn } from './draft.mjs';
import { inGap, manyTwins, plant, REJECTIONS } from './plant.mjs';

const DIST = process.env.PORTAL_DIST ?? fileURLToPath(new URL('../../../../target/webui', import.meta.url));

const ALL = ['read-tenant', 'read-twins', 'write-twins', 'operate-twins', 'write-types', 'read-devices', 'write-devices'];

const MEDIA = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

class Problem extends Error {
  constructor(status, slug, title, detail, more = {}) {
    super(detail);
    this.body = { type: `urn:counterpart:problem:${slug}`, title, status, detail, instance: '4bf92f3577b34da6a3ce929d0e0e4736', ...more };
  }
}

const notFound = () => new Problem(404, 'not-found', 'There is no such thing', 'There is no such thing in your tenant.');

export function startMock(port = 0) {
  const startedAt = Date.now();
  const twins = plant(startedAt);
  const many = manyTwins(10_000);
  const devices = new Map([...twins.values()].map(({ id }) => [id, { id, type: 'dtmi:counterpart:Untyped;1', twin: id }]));
  const wishes = new Map([['valve-1', { position: { value: 60, since: startedAt } }]]);
  const sent = new Map(); // what somebody published through POST /telemetry, by twin
  const streams = new Set();
  const commands = new Commands(twins, startedAt, (event) => tell(event.twin, event));

  const read = (twin, now = Date.now()) => {
    const spoken = sent.get(twin.id);
    const ts = twin.silentSince ?? now - (now % 1_000);
    const lastHeard = spoken?.ts ?? (twin.never ? null : ts);
    const duplicate = twin.never ? 0 : 4;
    const stored = twin.never ? (spoken?.count ?? 0) : Math.floor((ts - startedAt + 9 * 3_600_000) / 1_000) * Object.keys(twin.properties).length;
    const rejected = twin.rejected ?? 0;
    return {
      id: twin.id,
      type: twin.type,
      name: twin.name ?? null,
      revision: (twin.never ? 0 : Math.floor(ts / 1_000)) + (spoken?.count ?? 0) + commands.steps(twin.id).length,
      device: twin.device,
      silent: twin.silentSince !== undefined,
      lastHeard,
      ...qualityOf(twin.properties, ts),
      ...(twin.late && { late: twin.late }),
      counts: { received: stored + rejected + duplicate, stored, duplicate, rejected },
      properties: {
        ...Object.fromEntries(
          Object.entries(twin.properties).map(([name, property]) => [
            name,
            {
              schema: property.schema,
              unit: property.unit ?? null,
              measured: { value: property.at(ts), ts, ...(property.findings && { quality: scoreAt(property, ts) }) },
              ...(property.filtered && { filtered: { value: property.filtered(ts), ts } }),
              ...(property.findings && { findings: findingsAt(property, ts) }),
              ...(wishes.get(twin.id)?.[name] && { desired: wishes.get(twin.id)[name] }),
            },
          ]),
        ),
        ...(spoken?.properties ?? {}),
      },
      ...(commands.of(twin.id).length > 0 && { commands: commands.of(twin.id) }),
      writable: Object.keys(twin.properties).filter((name) => twin.properties[name].writable),
    };
  };

  function history(twin, query) {
    const now = Date.now();
    const from = Number(query.get('from'));
    const to = Math.min(Number(query.get('to')), twin.silentSince ?? now);
    const points = Number(query.get('points') ?? 500);
    const bucket = Math.max(1_000, (Number(query.get('to')) - from) / points);
    const properties = {};
    for (const name of query.get('properties').split(',')) {
      const property = twin.properties[name];
      if (property === undefined) {
        continue;
      }
      const measured = [];
      const filtered = [];
      const quality = [];
      for (let start = Math.ceil(from / 1_000) * 1_000; start <= to; start += bucket) {
        const samples = [];
        for (let k = 0; k < Math.min(8, bucket / 1_000); k++) {
          const ts = Math.round((start + (k * bucket) / 8) / 1_000) * 1_000;
          if (ts <= to && !inGap(twin.id, ts)) {
            samples.push([ts, property.at(ts)]);
          }
        }
        if (samples.length > 0) {
          filtered.push(...samples.map(([ts]) => [ts, property.filtered?.(ts) ?? 0]));
          const low = samples.map(([ts]) => [ts, scoreAt(property, ts) ?? 100]).filter(([, score]) => score < 100);
          quality.push(...new Set([low[0], low.at(-1)].filter((point) => point !== undefined)));
          const by = (pick) => samples.reduce((a, b) => (pick(Number(b[1]), Number(a[1])) ? b : a));
          const kept = new Set([by((b, a) => b < a), by((b, a) => b > a), samples.at(-1)]);
          measured.push(...[...kept].sort((a, b) => a[0] - b[0]));
        }
      }
      properties[name] = {
        unit: property.unit ?? null,
        measured,
        ...(property.filtered && { filtered }),
        ...(property.findings && { quality }),
      };
    }
    return { from, to: Number(query.get('to')), properties, next: null };
  }

  function page(items, key, query) {
    const limit = Math.min(Number(query.get('limit') ?? 50), 200);
    const after = query.get('after');
    const start = after === null ? 0 : items.findIndex((item) => item[key] === after) + 1;
    const part = items.slice(start, start + limit);
    return { items: part, next: start + limit < items.length ? part.at(-1)[key] : null };
  }

  function timeline(twin, query) {
    const now = Date.now();
    const to = Number(query.get('to') ?? now + 1);
    const limit = Number(query.get('limit') ?? 100);
    const all = [...timelineOf(twin, startedAt, now), ...commands.steps(twin.id)]
      .sort((a, b) => a.knownAt - b.knownAt)
      .filter(({ knownAt }) => knownAt < to)
      .reverse();
    const rest = all.slice(limit).find(({ knownAt }) => knownAt < all[limit - 1].knownAt)?.knownAt;
    return rest === undefined ? { items: all, next: null } : { items: all.filter(({ knownAt }) => knownAt > rest), next: rest + 1 };
  }

  const twinEvent = (event) => `event: twin-event\ndata: ${JSON.stringify(event)}\n\n`;
  /** Says to all that follow the twin what happened, if anything did, and how it is now. */
  function tell(twinId, event) {
    streams.forEach((open) => {
      if (open.ids.has(twinId)) {
        open.response.write((event === undefined ? '' : twinEvent(event)) + stateEvent(open.twins.get(twinId)));
      }
    });
  }
  const stateEvent = (twin) => `event: state\ndata: ${JSON.stringify(read(twin))}\n\n`;

  function stream(request, response, ids, all, plays) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const followed = () => ids.map((id) => all.get(id)).filter((twin) => twin !== undefined);
    response.write(': here\n\n');
    followed().forEach((twin) => response.write(stateEvent(twin)));
    const open = { response, ids: new Set(ids), twins: all };
    streams.add(open);
    let toldAt = Date.now();
    const timer = setInterval(() => {
      const now = Date.now();
      followed()
        .filter((twin) => twin.silentSince === undefined && !twin.never)
        .forEach((twin) => {
          judgedBetween(twin, toldAt, now).forEach((event) => response.write(twinEvent(event)));
          response.write(stateEvent(twin));
        });
      toldAt = now;
      response.write(': still here\n\n');
    }, 1_000);
    const cut = plays.has('cut') ? setTimeout(() => response.destroy(), 1_500) : undefined;
    request.on('close', () => {
      clearInterval(timer);
      clearTimeout(cut);
      streams.delete(open);
    });
  }

  async function bodyOf(request) {
    let text = '';
    for await (const piece of request) {
      text += piece;
      if (text.length > 1 << 20) {
        throw new Problem(413, 'payload-too-large', 'The request is too large', 'At most 1 MiB.');
      }
    }
    return text;
  }

  function publish(device, text) {
    const target = devices.get(device);
    const twinId = target?.twin ?? device;
    const now = Date.now();
    const before = sent.get(twinId) ?? { count: 0, properties: {} };
    const values = JSON.parse(text);
    const properties = { ...before.properties };
    for (const [name, value] of Object.entries(values)) {
      properties[name] = { schema: typeof value === 'number' ? 'double' : typeof value === 'boolean' ? 'boolean' : 'string', unit: null, measured: { value, ts: now } };
    }
    sent.set(twinId, { ts: now, count: before.count + Object.keys(values).length, properties });
    if (!twins.has(twinId)) {
      twins.set(twinId, { id: twinId, type: 'dtmi:counterpart:Untyped;1', device, properties: {}, never: true });
    }
    tell(twinId);
  }

  function wish(twin, { properties }) {
    const before = { ...wishes.get(twin.id) };
    for (const [name, { desired }] of Object.entries(properties)) {
      if (typeof desired === 'number' && desired > 100) {
        throw new Problem(400, 'invalid-desired', 'The twin cannot be as desired', `'${name}' would be ${desired} percent, above 100 percent, the highest believable value by its type.`);
      }
      before[name] = desired === null ? undefined : { value: desired, since: Date.now() };
    }
    wishes.set(twin.id, before);
  }

  let cutAt = null;

  async function api(request, response, url, plays) {
    const path = url.pathname.slice('/api/v1'.length);
    const json = (status, body) => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    if (path === '/telemetry' && request.method === 'POST') {
      publish(request.headers.authorization?.split('.')[1] ?? '', await bodyOf(request));
      response.writeHead(202).end();
      return;
    }
    if (plays.has('anonymous')) {
      throw new Problem(401, 'unauthenticated', 'Who are you?', 'Log in.');
    }
    if (request.method !== 'GET' && request.headers['counterpart-request'] !== '1') {
      throw new Problem(403, 'forbidden', 'You may not do this', 'The header Counterpart-Request is missing.');
    }
    const tenants = plays.has('two-tenants') ? ['demo', 'north-water'] : plays.has('no-tenant') ? [] : ['demo'];
    const tenant = request.headers['counterpart-tenant'] ?? (tenants.length === 1 ? tenants[0] : null);
    if (path === '/session') {
      const [roles, permissions] = plays.has('forbidden')
        ? [['billing'], ['read-tenant', 'read-usage']]
        : plays.has('viewer')
          ? [['viewer'], ['read-tenant', 'read-twins']]
          : [['owner'], ALL];
      json(200, { subject: 'a1b2', email: 'ada@demo.example', name: 'Ada Pump', tenant, tenants, roles, permissions });
      return;
    }
    if (tenant === null) {
      throw new Problem(400, 'tenant-required', 'Which tenant?', 'Name it in the header Counterpart-Tenant.');
    }
    if (plays.has('slow')) {
      await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    }
    if (plays.has('broken')) {
      throw new Problem(503, 'unavailable', 'Not available now; try again', 'The live state is being read; it is there in a moment.');
    }
    const all = plays.has('many') ? new Map([...twins, ...many]) : twins;
    const empty = plays.has('empty');
    if (path === '/events') {
      if (plays.has('cut')) {
        cutAt ??= Date.now();
        if (Date.now() - cutAt > 1_000) {
          throw new Problem(503, 'unavailable', 'Not available now; try again', 'Restarting.');
        }
      }
      stream(request, response, (url.searchParams.get('twins') ?? '').split(','), all, plays);
      return;
    }
    const [, collection, id, part] = path.split('/').map(decodeURIComponent);
    if (collection === 'twins' && id === undefined) {
      const q = (url.searchParams.get('q') ?? '').toLowerCase();
      const fitting = empty ? [] : [...all.values()].filter((twin) => `${twin.id} ${twin.name ?? ''}`.toLowerCase().includes(q));
      const { items, next } = page(fitting, 'id', url.searchParams);
      json(200, { items: items.map((twin) => read(twin)), next });
      return;
    }
    if (collection === 'twins') {
      const twin = all.get(id);
      if (twin === undefined) {
        throw notFound();
      }
      if (part === 'commands') {
        const command = JSON.parse(await bodyOf(request));
        const wrong = wrongIn(twin, command);
        if (wrong !== null) {
          throw new Problem(400, 'invalid-command', 'The twin cannot be told that', wrong);
        }
        json(202, { twin: id, payload: command.payload, ...commands.give(twin, command, request.headers['idempotency-key']) });
        return;
      }
      if (part === 'type-drafts') {
        json(200, draftOf(Date.now()));
        return;
      }
      if (request.method === 'PUT') {
        all.set(id, { ...twin, type: JSON.parse(await bodyOf(request)).type });
        json(200, read(all.get(id)));
        return;
      }
      if (request.method === 'PATCH') {
        wish(twin, JSON.parse(await bodyOf(request)));
      }
      if (part === 'timeline') {
        json(200, plays.has('no-events') ? { items: [], next: null } : timeline(twin, url.searchParams));
        return;
      }
      json(200, part === 'history' ? history(twin, url.searchParams) : { ...read(twin), relationships: twin.relationships ?? [], accepts: acceptedBy(twin) });
      return;
    }
    if (collection === 'twin-types') {
      const type = JSON.parse(await bodyOf(request));
      const errors = errorsIn(type);
      if (errors.length > 0) {
        const first = errors[0];
        throw new Problem(400, 'invalid-type', 'The twin type is not valid', `${first.element}: ${first.cause}`, { errors });
      }
      json(201, { items: [type['@id']] });
      return;
    }
    if (collection === 'devices' && id === undefined) {
      json(200, page(empty ? [] : [...devices.values()], 'id', url.searchParams));
      return;
    }
    if (collection === 'devices' && request.method === 'PUT') {
      const { twin } = JSON.parse(await bodyOf(request));
      devices.set(id, { id, type: 'dtmi:counterpart:Untyped;1', twin: twin ?? id });
      json(200, devices.get(id));
      return;
    }
    const device = devices.get(id);
    if (collection !== 'devices' || device === undefined) {
      throw notFound();
    }
    if (part === 'credentials') {
      json(200, { username: `${tenant}/${id}`, password: `cd_x.${id}.${randomBytes(24).toString('base64url')}` });
    } else if (part === 'rejections') {
      const items = id !== 'pump-2' ? [] : REJECTIONS.map(({ sent: text, ageMs, ...rest }) => ({
        ...rest,
        at: new Date(startedAt - ageMs).toISOString(),
        bytes: Buffer.from(text).toString('base64'),
        length: text.length,
      }));
      json(200, { items });
    } else {
      json(200, device);
    }
  }

  async function file(response, url) {
    const asset = normalize(url.pathname).replace(/^(\.\.[/\\])+/, '');
    const isPage = extname(asset) === '';
    const nonce = randomBytes(16).toString('base64');
    const policy = `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; connect-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'`;
    let body;
    try {
      body = await readFile(join(DIST, isPage ? 'index.html' : asset));
    } catch {
      throw notFound();
    }
    if (isPage) {
      body = body.toString().replace('__CSP_NONCE__', nonce);
    }
    response.writeHead(200, {
      'Content-Type': MEDIA[isPage ? '.html' : extname(asset)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable',
    });
    response.end(body);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://mock');
    const plays = new Set((/(?:^|; )mock=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '').split('+'));
    const answer = url.pathname.startsWith('/api/v1/') ? api(request, response, url, plays) : file(response, url);
    answer.catch((error) => {
      const body = error instanceof Problem ? error.body : { type: 'about:blank', title: String(error), status: 500 };
      if (!response.headersSent) {
        response.writeHead(body.status, { 'Content-Type': 'application/problem+json' });
      }
      response.end(JSON.stringify(body));
    });
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve({
        address: `http://127.0.0.1:${server.address().port}`,
        stop: () => {
          server.closeAllConnections();
          return new Promise((closed) => server.close(closed));
        },
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await startMock(Number(process.env.PORT ?? 0));
  console.log(`The mock platform answers at ${address}`);
}
