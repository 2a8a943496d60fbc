// The screen for handing out money: notes are kept on the device until the server has answered each of them.
import { openStore } from './handout-store.js';
import { readPhoto, shareOf, watch } from './handout-scan.js';
import { readMoney } from './money-input.js';

const place = document.querySelector('[data-handout]');
const { list, order, fund } = place.dataset;
const part = (name) => place.querySelector(`[data-${name}]`);
const field = (id) => document.getElementById(id);
const store = await openStore(list, order);
const told = [];
let busy = false;
let keeping = Promise.resolve();
const unkept = new Set();

async function keepForLater() {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/handout-sw.js', { scope: '/handout/' });
  await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.startsWith(location.origin) && !name.includes('/api/'));
  const cache = await caches.open('handout');
  await Promise.all([location.href, ...files].map(async (address) => {
    const answer = await fetch(address);
    if (answer.ok && !answer.redirected) await cache.put(address, answer);
  }));
}

function line(note, text, mark) {
  const item = document.createElement('li');
  item.textContent = `${note.code.slice(0, 4)} ${note.code.slice(4)}: ${text}`;
  if (mark) item.className = mark;
  return item;
}

async function show() {
  const waiting = await store.all();
  const asked = waiting.sort((a, b) => b.at.localeCompare(a.at)).slice(0, 8);
  part('waiting').textContent = String(waiting.length);
  part('total').textContent = String(waiting.length + told.filter((one) => one.result === 'accepted').length);
  part('online').hidden = !navigator.onLine;
  part('away').hidden = navigator.onLine;
  part('notes').replaceChildren(
    ...told.filter((one) => one.result !== 'accepted').map((one) => line(
      one.note, one.result === 'again' ? `${place.dataset.again} ${one.firstBy ?? ''} ${one.firstAt ? new Date(one.firstAt).toLocaleString() : ''}` : place.dataset[one.result], 'wrong')),
    ...asked.map((note) => line(note, field('Outcome').querySelector(`[value=${note.outcome}]`).textContent)),
    ...told.filter((one) => one.result === 'accepted').slice(-8).map((one) => line(one.note, place.dataset.accepted, 'good')));
}

// What could not be kept is told until it is: the form forgets it at once.
function problem(text) {
  const lost = unkept.size > 0 ? place.dataset.notKept.replace('{0}', [...unkept].join(', ')) : '';
  part('problem').textContent = [text, lost].filter(Boolean).join(' ');
  part('problem').hidden = part('problem').textContent === '';
}

function shape() {
  const hands = ['paid', 'partial'].includes(field('Outcome').value);
  part('part').hidden = field('Outcome').value !== 'partial';
  field('Relation').disabled = !hands;
  part('collector').hidden = !hands || !['relative', 'other'].includes(field('Relation').value);
}

// A code that was noted here before: when, and by whom. Of another phone's the server tells it at the sync.
async function isKnown(code) {
  const known = [...await store.all(), ...told.filter((one) => one.result === 'accepted').map((one) => one.note)].find((one) => one.code === code);
  if (known) problem(place.dataset.local.replace('{0}', new Date(known.at).toLocaleString()).replace('{1}', place.dataset.me));
  return known !== undefined;
}

// A code that was scanned stands in the field, to be looked at and noted like one that was typed.
async function scanned(text) {
  const share = text === null ? null : shareOf(text, list, order);
  if (!share?.code) return problem(share ? place.dataset.other.replace('{0}', share.otherList) : place.dataset.none);
  navigator.vibrate?.(80);
  field('Code').value = share.code;
  problem();
  await isKnown(share.code);
  return part('record').focus();
}

function camera(isOn) {
  part('camera').hidden = isOn;
  part('stop').hidden = !isOn;
  part('video').hidden = !isOn;
}

let stop = () => {};

async function startCamera() {
  try {
    camera(true);
    stop = await watch(part('video'), scanned);
  } catch {
    camera(false);
    problem(place.dataset.noCamera);
  }
}

function stopCamera() {
  stop();
  camera(false);
}

async function photo(event) {
  const [file] = event.target.files;
  event.target.value = '';
  if (file) await scanned(await readPhoto(file));
}

// What the form says, or null when something of it is told to be wrong.
function typed() {
  const code = field('Code').value.replace(/\s/g, '');
  const outcome = field('Outcome').value;
  const hands = ['paid', 'partial'].includes(outcome);
  const named = hands && ['relative', 'other'].includes(field('Relation').value);
  const digits = outcome === 'partial' ? readMoney(field('Part').value) : '0';
  const lacking = named && field('Collector').value.trim().length < 2 ? 'Collector' : digits ? null : 'Part';
  if (!/^[0-9]{8}$/.test(code)) {
    problem(place.dataset.wrong);
    return null;
  }
  if (lacking) {
    field(lacking).focus();
    return null;
  }
  return {
    id: crypto.randomUUID(), code, outcome, paid: Number(digits), relation: hands ? field('Relation').value : null,
    collector: named ? field('Collector').value.trim() : null, at: new Date().toISOString(),
  };
}

async function keep(taken) {
  try {
    const known = await isKnown(taken.code);
    if (!known) await store.add(taken);
    if (unkept.delete(taken.code) && !known) problem();
    await show();
  } catch {
    unkept.add(taken.code);
    problem();
  }
}

// The form is free for the next family at once; what was taken from it is kept one after the other.
function note(event) {
  event.preventDefault();
  const taken = typed();
  if (!taken) return;
  problem();
  part('note').reset();
  shape();
  field('Code').focus();
  keeping = keeping.then(() => keep(taken));
}

function post(what, body) {
  return fetch(`/api/v1/funds/${encodeURIComponent(fund)}/handouts/${encodeURIComponent(list)}/${order}/${what}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    body: JSON.stringify({ device: store.device, ...body }),
  });
}

// Says how many notes this device still has; the clock of the server comes back. Without a network nothing is said.
async function report(step) {
  const waiting = (await store.all()).length;
  const answer = await post('reports', { step, noted: Math.max(store.noted(), waiting), waiting, at: new Date().toISOString() }).catch(() => null);
  if (!answer?.ok) return;
  const { minutesOff } = await answer.json();
  part('clock').hidden = minutesOff === null;
  part('clock-off').textContent = Math.abs(minutesOff) > 24 * 60 ? place.dataset.clockDay : place.dataset.clock.replace('{0}', String(minutesOff));
}

async function send(notes) {
  const answer = await post('deliveries', { notes });
  if (answer.status === 401) return problem(place.dataset.signedOut);
  if (!answer.ok) return problem(`${place.dataset.refused} ${(await answer.json().catch(() => ({}))).detail ?? ''}`);
  const { answers } = await answer.json();
  answers.forEach((one) => told.push({ ...one, note: notes.find((sent) => sent.id === one.scan) }));
  await store.remove(answers.map((one) => one.scan));
  return problem();
}

async function sync() {
  if (busy) return;
  busy = true;
  try {
    await keeping;
    const notes = await store.all();
    if (notes.length > 0) await send(notes);
    await report('synced');
  } catch {
    problem(place.dataset.offline);
  } finally {
    busy = false;
    await show();
  }
}

part('note').addEventListener('submit', note);
part('note').addEventListener('input', shape);
part('sync').addEventListener('click', sync);
part('camera').addEventListener('click', startCamera);
part('stop').addEventListener('click', stopCamera);
part('photo').addEventListener('change', photo);
addEventListener('online', show);
addEventListener('offline', show);
shape();
await show();
await Promise.all([keepForLater().catch(() => {}), report('opened')]);
place.dataset.ready = 'yes';
