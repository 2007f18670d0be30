// Keeps the pages of one language for readers who asked for it. Stands below a line that says which
// VERSION of them this is, so that browsers, which look at this file now and then, notice a new one.
//
// A new version is saved beside the old one, file by file, what did not change taken from there; only
// when all of it is here, and the site has not changed meanwhile, does it take over. What is online
// comes first wherever it can have changed.
const scope = new URL(self.registration.scope);
const prefix = `vade ${scope.pathname} `;
const name = prefix + VERSION;
const list = new URL('offline.json', scope);

/** How many files are fetched at a time. */
const LANES = 6;
/** How long a reader waits for what may be newer, in milliseconds. */
const PATIENCE = 4000;
/** Names that change with what is in the file. */
const LASTING = /\.[0-9a-f]{8,}\.[a-z0-9]+$/;

self.addEventListener('install', (event) => event.waitUntil(save()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === 'GET' && url.origin === scope.origin) event.respondWith(answer(event.request, url));
});

/** The list of what is to be kept, as it is online. */
async function read() {
  const response = await fetch(list, { cache: 'no-store' });
  const read = await response.json();
  if (read.version !== VERSION) throw new Error('the site has changed meanwhile');
  return read;
}

async function save() {
  const wanted = await read();
  const cache = await caches.open(name);
  const old = await earlier();
  const left = [...wanted.files];
  let saved = 0;
  const lane = async () => {
    for (let file = left.shift(); file; file = left.shift()) {
      await keep(cache, old, file);
      saved += file[2];
      tell(saved, wanted.bytes);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  try {
    await cache.put(list, Response.json(await read()));
  } catch (error) {
    // Some of what was saved may belong to another version.
    await caches.delete(name);
    throw error;
  }
  await self.skipWaiting();
}

/** The version that is complete, and what is in it: file → hash. */
async function earlier() {
  for (const other of await caches.keys()) {
    if (!other.startsWith(prefix) || other === name) continue;
    const cache = await caches.open(other);
    const kept = await (await cache.match(list))?.json();
    if (kept) return { cache, hashes: new Map(kept.files) };
  }
  return null;
}

async function keep(cache, old, [path, hash]) {
  const url = new URL(path, new URL(BASE, scope));
  if (await cache.match(url)) return;
  const same = old?.hashes.get(path) === hash && (await old.cache.match(url));
  await cache.put(url, same || (await load(url)));
}

async function load(url) {
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // A page that a server led elsewhere for could not be shown under its address.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

async function tell(saved, of) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage({ saved, of, scope: scope.pathname });
}

async function takeOver() {
  const others = (await caches.keys()).filter((other) => other.startsWith(prefix) && other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
  await self.clients.claim();
}

async function answer(request, url) {
  const kept = () => find(url.origin + url.pathname);
  if (LASTING.test(url.pathname)) return (await kept()) ?? fetch(request);
  const here = await kept();
  if (!here) return fetch(request).catch((error) => withSlash(url, error));
  const online = fetch(request).then((response) => (response.status < 500 ? response : here), () => here);
  const late = new Promise((done) => setTimeout(() => done(here), PATIENCE));
  return Promise.race([online, late]);
}

/** What is kept. A copy that was removed must not come into being again, as by opening it. */
function find(address) {
  return caches.match(address, { cacheName: name, ignoreVary: true });
}

/** Where a server would have led on to the folder. */
async function withSlash(url, error) {
  const folder = `${url.origin}${url.pathname}/`;
  if (await find(folder)) return Response.redirect(folder + url.search);
  throw error;
}
