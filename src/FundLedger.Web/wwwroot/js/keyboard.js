// Keys for the whole page. Letters do nothing while somebody types.
const typing = (target) => target.matches?.('input, textarea, select, [contenteditable]');

function sendMainForm() {
  const form = document.querySelector('form[data-main]');
  form?.requestSubmit(form.querySelector('button.primary') ?? undefined);
  return Boolean(form);
}

function goToSearch() {
  const box = document.querySelector('[data-search]');
  box?.focus();
  return Boolean(box);
}

function withControl(event) {
  const deed = { s: sendMainForm, k: goToSearch }[event.key.toLowerCase()];
  if (deed?.()) event.preventDefault();
}

export function listenForKeys(root) {
  root.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    if (event.ctrlKey || event.metaKey) withControl(event);
    else if (!event.altKey && !typing(event.target) && 'np'.includes(event.key)) {
      document.querySelector(event.key === 'n' ? 'a[rel=next]' : 'a[rel=prev]')?.click();
    }
    else if (event.key === '?' && !typing(event.target)) document.getElementById('keyboard-legend')?.showModal();
  });
}
