// Buttons that open a dialog, and what closes by Esc or by a click beside it.
export function openAndClose(root) {
  for (const button of root.querySelectorAll('[data-opens]')) {
    button.hidden = false;
    button.addEventListener('click', () => root.getElementById(button.dataset.opens)?.showModal());
  }
  const card = root.querySelector('.user-menu');
  root.addEventListener('click', (event) => {
    if (card?.open && !card.contains(event.target)) card.open = false;
    if (location.hash === '#menu' && !event.target.closest('#menu, .menu-opener')) location.hash = '';
  });
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (card?.open) {
      card.open = false;
      card.querySelector('summary').focus();
    }
    if (location.hash === '#menu') location.hash = '';
  });
  for (const printer of root.querySelectorAll('[data-print]')) printer.addEventListener('click', () => print());
}
