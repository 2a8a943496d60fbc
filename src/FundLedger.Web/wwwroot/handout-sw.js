// Serves the screen for handing out money from its own store when there is no network. The page itself fills that store.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  event.respondWith(fetch(event.request).catch(async () => {
    const store = await caches.open('handout');
    return await store.match(event.request, { ignoreVary: true }) ?? Response.error();
  }));
});
