// Counts and adds up the ticked lines of a gift list against the pool. The server judges; this only shows beforehand.
import { readMoney, grouped } from './money-input.js';

const show = (dong) => `${dong < 0 ? '(' : ''}${grouped(String(Math.abs(dong)))}${dong < 0 ? ')' : ''} ₫`;

function readLine(row) {
  const input = row.querySelector('.amount');
  const limit = Number(input.dataset.limit);
  const digits = input.value.trim() ? readMoney(input.value) : String(limit);
  const chosen = row.querySelector('input[type=checkbox]').checked;
  return { row, chosen, limit, amount: digits ? Number(digits) : 0, above: chosen && (!digits || Number(digits) > limit) };
}

// What the goods out of stock in one gift are worth.
function stockOf(form) {
  return [...form.querySelectorAll('[data-stock]')].reduce((total, select) => {
    const quantity = Number(readMoney(form.querySelector(`#${select.dataset.stock}`).value) ?? 0);
    return total + Number(select.selectedOptions[0]?.dataset.value ?? 0) * quantity;
  }, 0);
}

function tally(form, rows, all) {
  const lines = rows.map(readLine);
  const chosen = lines.filter((line) => line.chosen);
  // The whole list goes at the amounts of the norm, but for what is ticked and typed here.
  const whole = form.querySelector('[data-whole]:checked');
  const typed = chosen.reduce((total, line) => total + line.amount - (whole ? line.limit : 0), 0);
  // Ticked elsewhere and kept by the server.
  const rest = whole ? undefined : form.querySelector('[data-rest]')?.dataset;
  const sum = typed + Number((whole ? whole.dataset.wholeSum : rest?.restSum) ?? 0);
  const above = lines.filter((line) => line.above).length;
  lines.forEach((line) => line.row.classList.toggle('above', line.above));
  const pool = form.querySelector('#Pool').selectedOptions[0];
  const count = whole ? Number(whole.dataset.whole) : chosen.length + Number(rest?.rest ?? 0);
  const stock = stockOf(form) * count;
  const isStockOnly = stock > 0 && form.querySelector('#StockOnly').checked;
  const money = isStockOnly ? 0 : sum - stock;
  const left = pool?.dataset.available ? Number(pool.dataset.available) - money : null;
  const write = (name, text, short) => {
    const place = form.querySelector(`[data-${name}]`);
    place.textContent = text;
    place.classList.toggle('short', Boolean(short));
  };
  write('count', String(count));
  form.dataset.wanted = String(money);
  write('sum', show(isStockOnly ? stock : sum));
  write('left', left === null ? '–' : show(left), left < 0);
  write('above', String(above), above);
  all.checked = chosen.length === rows.length;
  all.indeterminate = chosen.length > 0 && chosen.length < rows.length;
}

function nextAmount(event, rows) {
  if (event.key !== 'Enter' || !event.target.matches('.amount')) return;
  event.preventDefault();
  rows[rows.indexOf(event.target.closest('tr')) + 1]?.querySelector('.amount').select();
}

const form = document.querySelector('form[data-gifts]');
if (form) {
  const rows = [...form.querySelectorAll('.amount')].map((input) => input.closest('tr'));
  const all = form.querySelector('[data-all]');
  all.hidden = false;
  all.addEventListener('input', () => {
    rows.forEach((row) => { row.querySelector('input[type=checkbox]').checked = all.checked; });
  });
  const boxes = rows.map((row) => row.querySelector('input[type=checkbox]'));
  const choose = (which) => {
    boxes.forEach((box) => { box.checked = which(box); });
    form.dispatchEvent(new Event('change', { bubbles: true }));
  };
  form.querySelector('[data-choose]').hidden = false;
  form.querySelector('[data-choose-all]').addEventListener('click', () => choose(() => true));
  form.querySelector('[data-choose-none]').addEventListener('click', () => choose(() => false));
  form.querySelector('[data-choose-other]').addEventListener('click', () => choose((box) => !box.checked));
  form.addEventListener('input', (event) => {
    if (event.target.matches('.amount')) event.target.closest('tr').querySelector('input[type=checkbox]').checked = true;
  });
  for (const kind of ['input', 'change', 'pool']) form.addEventListener(kind, () => tally(form, rows, all));
  form.addEventListener('keydown', (event) => nextAmount(event, rows));
  tally(form, rows, all);
}
