// Counts and adds up the ticked lines of a payment order, and fills in outcomes for all lines at once. The server judges; this only helps.
import { readMoney, grouped } from './money-input.js';

const show = (dong) => `${grouped(String(dong))} ₫`;

function countTicks(form) {
  const ticks = [...form.querySelectorAll('input[name=Lines]')];
  const all = form.querySelector('[data-all]');
  const chosen = ticks.filter((tick) => tick.checked);
  form.querySelector('[data-count]').textContent = String(chosen.length);
  form.querySelector('[data-sum]').textContent = show(chosen.reduce((sum, tick) => sum + Number(tick.dataset.amount), 0));
  all.hidden = false;
  all.checked = chosen.length === ticks.length;
  all.indeterminate = chosen.length > 0 && chosen.length < ticks.length;
}

function startTicks(form) {
  form.addEventListener('input', (event) => {
    if (event.target.matches('[data-all]')) {
      form.querySelectorAll('input[name=Lines]').forEach((tick) => { tick.checked = event.target.checked; });
    }
    countTicks(form);
  });
  countTicks(form);
}

function paidOf(row) {
  const outcome = row.querySelector('select').value;
  if (outcome === 'paid') return Number(row.dataset.amount);
  if (outcome !== 'partial') return 0;
  const digits = readMoney(row.querySelector('[data-part]').value);
  return digits ? Number(digits) : 0;
}

function addUp(form) {
  const rows = [...form.querySelectorAll('tr[data-amount]')];
  const said = rows.filter((row) => row.querySelector('select').value !== '');
  const paid = said.reduce((sum, row) => sum + paidOf(row), 0);
  rows.forEach((row) => { row.querySelector('[data-part]').hidden = row.querySelector('select').value !== 'partial'; });
  form.querySelector('[data-said]').textContent = `${said.length} / ${rows.length}`;
  form.querySelector('[data-paid]').textContent = show(paid);
  const back = form.querySelector('[data-back]');
  if (back) back.textContent = show(Number(back.dataset.back) - paid);
}

function startResults(form) {
  form.querySelectorAll('[data-say]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      form.querySelectorAll('tr[data-amount] select').forEach((choice) => { if (choice.value === '') choice.value = button.dataset.say; });
      addUp(form);
    });
  });
  form.addEventListener('input', () => addUp(form));
  addUp(form);
}

const ordered = document.querySelector('form[data-payment-lines]');
if (ordered) startTicks(ordered);
const results = document.querySelector('form[data-payment-results]');
if (results) startResults(results);
