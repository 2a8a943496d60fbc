// A network that breaks while a form is being saved must not cost what was typed. Each form with a key is remembered in this tab when it is
// sent, until the server says that its key was answered; a page that is shown again before that gets it back, with the same key, so that
// sending it once more records nothing twice. Children's names (data-private), secrets and tokens are not remembered.
const kept = 'fundledger.typed';
const notTyped = (field) => field.type === 'password' || field.type === 'submit' || field.name.startsWith('__') || !field.name;

const answeredKey = () => /(?:^|; )fundledger\.answered=([^;]*)/.exec(document.cookie)?.[1];

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(kept));
  } catch {
    return null;
  }
}

function remember(form) {
  const fields = [...form.elements].filter((field) => !notTyped(field) && (field.type !== 'hidden' || field.name === 'Key'));
  const values = fields.map((field) => [field.name, field.type, field.value, Boolean(field.checked)]);
  sessionStorage.setItem(kept, JSON.stringify({ place: location.pathname, key: form.elements.Key.value, values }));
}

function giveBack(form, values) {
  const seen = new Map();
  for (const [name, type, value, checked] of values) {
    const fields = [...form.elements].filter((field) => field.name === name && field.type === type);
    const isChoice = type === 'checkbox' || type === 'radio';
    const place = seen.get(name) ?? 0;
    seen.set(name, place + 1);
    const field = isChoice ? fields.find((one) => one.value === value) : fields[place];
    if (!field) continue;
    if (isChoice) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function say(form, which) {
  const words = document.getElementById('network-words')?.content.querySelector(`[data-${which}]`)?.cloneNode(true);
  form.querySelector('.network-words')?.remove();
  if (!words) return;
  words.classList.add('network-words');
  form.prepend(words);
  words.scrollIntoView({ block: 'nearest' });
}

function whenSent(event) {
  const form = event.target;
  // Not sent yet: something is missing, or the question before the deed comes first.
  if (event.defaultPrevented || (form.dataset.confirm && !form.dataset.confirmed)) return;
  if (!form.elements.Key || form.method !== 'post') return;
  if (!('private' in form.dataset)) remember(form);
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  say(form, 'offline');
}

export function keepTyped(root) {
  if (!document.querySelector('[data-signed-in]')) sessionStorage.removeItem(kept);
  root.addEventListener('submit', whenSent);
  const last = remembered();
  if (!last) return;
  if (last.key === answeredKey()) {
    sessionStorage.removeItem(kept);
    return;
  }
  const form = [...root.querySelectorAll('form')].find((one) => one.method === 'post' && one.elements.Key);
  if (last.place !== location.pathname || !form || 'private' in form.dataset) return;
  giveBack(form, last.values);
  say(form, 'again');
}
