// The dialog before a deed. Resolves to true only when its own button was pressed.
export function confirmed(form, button) {
  const dialog = document.getElementById('confirm-dialog');
  if (!dialog) return Promise.resolve(true);
  const title = dialog.querySelector('#confirm-title');
  const yes = dialog.querySelector('button[value=yes]');
  title.textContent = form.dataset.confirmTitle ?? title.dataset.otherwise;
  dialog.querySelector('#confirm-text').textContent = form.dataset.confirm;
  yes.textContent = button?.textContent.trim() || title.dataset.otherwise;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
