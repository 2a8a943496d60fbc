// Counts and adds up the ticked requests; x ticks the row that j and k have walked to.
import { grouped } from './money-input.js';

const form = document.querySelector('form[data-inbox]');
if (form) {
  const boxes = [...form.querySelectorAll('input[name=Chosen]:not(:disabled)')];
  const all = form.querySelector('[data-all]');
  const tally = () => {
    const chosen = boxes.filter((box) => box.checked);
    form.querySelector('[data-count]').textContent = String(chosen.length);
    const sumOf = (what) => chosen.reduce((sum, box) => sum + Number(box.dataset[what]), 0);
    form.querySelector('[data-chosen-sum]').textContent = `${grouped(String(sumOf('sum')))} ₫`;
    form.querySelector('[data-chosen-goods]').textContent = `${grouped(String(sumOf('goods')))} ₫`;
    form.querySelector('[data-with-goods]').hidden = sumOf('goods') === 0;
    all.checked = chosen.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  };
  all.hidden = false;
  all.addEventListener('input', () => boxes.forEach((box) => { box.checked = all.checked; }));
  form.addEventListener('input', tally);
  document.addEventListener('keydown', (event) => {
    const box = event.key === 'x' && !event.ctrlKey && !event.metaKey && form.querySelector('tr.here input[name=Chosen]:not(:disabled)');
    if (!box) return;
    box.checked = !box.checked;
    tally();
  });
  tally();
}
