// j and k walk the rows of the page's first table with links, Enter opens the row, Esc leaves it.
const typing = (target) => target.matches?.('input, textarea, select, [contenteditable]');

function rowsOf(root) {
  const table = root.querySelector('table[data-rows]');
  return table ? [...table.tBodies[0].rows].filter((row) => row.querySelector('a[href]')) : [];
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

export function moveByRow(root) {
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
