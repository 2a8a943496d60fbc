// Keeps what is typed in a form with a draft on the server: a few seconds after the last key, and each file as soon as it is chosen. One
// saving follows another, so that the last one holds; sending the form stops them, or a late one would bring the draft back.
const pause = 3000;

function fieldsOf(form) {
  const all = new FormData(form);
  for (const [name, value] of [...all]) if (value instanceof File && value.size === 0) all.delete(name);
  return all;
}

function say(form, answer) {
  const place = form.querySelector('[data-draft-state]');
  const at = answer?.headers.get('X-Saved-At');
  if (at) place.textContent = place.dataset.words.replace('{0}', decodeURIComponent(at));
  else place.textContent = place.dataset.failed;
}

function showPapers(form, markup) {
  const place = form.querySelector('[data-papers]');
  if (!place) return;
  const focused = document.activeElement?.id;
  place.outerHTML = markup;
  if (focused) document.getElementById(focused)?.focus();
}

function watch(form) {
  let timer;
  let saving = Promise.resolve();
  const stop = new AbortController();
  async function save(withFiles) {
    if (stop.signal.aborted) return;
    try {
      const answer = await fetch(form.dataset.keep, { method: 'POST', body: fieldsOf(form), signal: stop.signal });
      say(form, answer.ok ? answer : null);
      const markup = answer.ok ? await answer.text() : '';
      if (withFiles && answer.ok) showPapers(form, markup);
    } catch {
      if (!stop.signal.aborted) say(form, null);
    }
  }
  function later(withFiles) {
    clearTimeout(timer);
    timer = setTimeout(() => { saving = saving.then(() => save(withFiles)); }, withFiles ? 0 : pause);
  }
  form.addEventListener('input', (event) => { if (event.target.type !== 'file') later(false); });
  form.addEventListener('change', (event) => later(event.target.type === 'file'));
  form.addEventListener('submit', (event) => {
    setTimeout(() => {
      if (event.defaultPrevented) return;
      clearTimeout(timer);
      stop.abort();
    });
  });
  // Another part of the list keeps what is ticked in this one.
  form.querySelectorAll('.more a').forEach((link) => link.addEventListener('click', async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    timer = undefined;
    await saving;
    await save(false);
    location.href = link.href;
  }));
  // Chosen before this script ran.
  if ([...form.querySelectorAll('input[type=file]')].some((input) => input.name.startsWith('Paper.') && input.files.length > 0)) later(true);
  addEventListener('pagehide', () => {
    if (timer && !stop.signal.aborted) navigator.sendBeacon?.(form.dataset.keep, fieldsOf(form));
  });
}

for (const form of document.querySelectorAll('form[data-keep]')) watch(form);
