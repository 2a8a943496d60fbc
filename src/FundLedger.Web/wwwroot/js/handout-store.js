// Notes of one list on one device: encrypted with a key that the browser does not give away, bound to list and device, gone after the sync.
const request = (asked) => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

function open(name) {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('own');
    asked.result.createObjectStore('notes', { keyPath: 'id' });
  };
  return request(asked);
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export async function openStore(list, order) {
  const name = `handout ${list} ${order}`;
  const base = await open(name);
  const store = (kind, mode) => base.transaction(kind, mode).objectStore(kind);
  let own = await request(store('own', 'readonly').get('own'));
  if (!own) {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    own = { key, device: hex(crypto.getRandomValues(new Uint8Array(16))) };
    await request(store('own', 'readwrite').put(own, 'own'));
  }
  const bound = new TextEncoder().encode(`${name} ${own.device}`);
  return {
    device: own.device,
    async add(note) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound }, own.key, new TextEncoder().encode(JSON.stringify(note)));
      const both = base.transaction(['own', 'notes'], 'readwrite');
      own.noted = (own.noted ?? 0) + 1;
      await Promise.all([request(both.objectStore('notes').put({ id: note.id, iv, sealed })), request(both.objectStore('own').put(own, 'own'))]);
    },
    // How many notes were ever made on this device, whatever became of them.
    noted: () => own.noted ?? 0,
    async all() {
      const rows = await request(store('notes', 'readonly').getAll());
      return Promise.all(rows.map(async (row) => JSON.parse(new TextDecoder().decode(
        await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv, additionalData: bound }, own.key, row.sealed)))));
    },
    async remove(ids) {
      const notes = store('notes', 'readwrite');
      await Promise.all(ids.map((id) => request(notes.delete(id))));
    },
  };
}
