// j and k walk the rows with links, Enter or a click opens the row, Esc leaves it.
const typing = (target) => target.matches?.('input, textarea, select, [contenteditable]');

function rowsOf(root) {
  return [...root.querySelectorAll('table[data-rows] > tbody > tr')].filter((row) => row.querySelector('a[href]'));
}

function walk(root, by) {
  const rows = rowsOf(root);
  const from = rows.findIndex((row) => row.classList.contains('here'));
  const next = rows[Math.min(Math.max(from < 0 ? 0 : from + by, 0), rows.length - 1)];
  leave(root);
  next?.classList.add('here');
  next?.querySelector('a[href]').focus();
}

function leave(root) {
  root.querySelectorAll('tr.here').forEach((row) => row.classList.remove('here'));
}

// A click beside the words opens the row too, but not one that selects text or meets something to press.
function openByClick(event) {
  const row = event.target.closest('table[data-rows] > tbody > tr');
  if (!row || event.target.closest('a, button, input, select, label, summary') || String(getSelection())) return;
  row.querySelector('a[href]')?.click();
}

export function moveByRow(root) {
  root.addEventListener('click', openByClick);
  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || root.querySelector('dialog[open]')) return;
    if (event.key === 'j') walk(root, 1);
    if (event.key === 'k') walk(root, -1);
    if (event.key === 'Escape') leave(root);
  });
  // A table wider than its frame can then be scrolled without a mouse.
  for (const frame of root.querySelectorAll('.table-frame')) {
    if (frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight) frame.tabIndex = 0;
  }
}
