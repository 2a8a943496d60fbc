// Asks before a form with data-confirm is sent, and sends each form once: a double click must not look like two wishes.
import { confirmed } from './confirm.js';

const sent = new WeakSet();

function markBusy(form, button) {
  sent.add(form);
  button?.setAttribute('aria-busy', 'true');
  // Disabled only after the browser has gathered the form, or the pressed button's own value would be lost.
  setTimeout(() => form.querySelectorAll('button:not([type=button])').forEach((one) => { one.disabled = true; }));
}

async function handle(event) {
  const form = event.target;
  if (form.method === 'dialog' || form.method === 'get') return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  if (!form.dataset.confirm || form.dataset.confirmed || button?.dataset.noConfirm !== undefined) {
    markBusy(form, button);
    return;
  }
  event.preventDefault();
  if (!await confirmed(form, button)) return;
  form.dataset.confirmed = 'yes';
  form.requestSubmit(button ?? undefined);
}

export function watchForms(root) {
  root.addEventListener('submit', handle);
  root.addEventListener('change', (event) => {
    if (event.target.matches('[data-submits]')) event.target.form.requestSubmit();
  });
  // A page that comes back from the browser's memory may be sent again; the server knows its key.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}
