// What the chosen pool can still spend is asked again while a request is built: somebody else may ask from it meanwhile.
import { readMoney, grouped } from './money-input.js';

const pause = 15000;
const show = (dong) => `${grouped(String(Math.abs(dong)))} ₫`;

function watch(form) {
  const select = form.querySelector('#Pool');
  const place = form.querySelector('[data-pool-state]');
  if (!select || !place) return;
  let known = {};

  function tell() {
    const available = known[select.value];
    if (available === undefined) {
      place.textContent = '';
      return;
    }
    const amount = form.querySelector('#Amount');
    const digits = amount && readMoney(amount.value);
    const wanted = form.dataset.wanted ? Number(form.dataset.wanted) : Number(digits || 0);
    const lacking = wanted - available;
    place.classList.toggle('error', lacking > 0);
    place.textContent = (lacking > 0 ? place.dataset.short : place.dataset.words)
      .replace('{0}', show(available)).replace('{1}', show(lacking));
  }

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(form.dataset.pools, { headers: { Accept: 'application/json' } });
      if (!answer.ok) return;
      known = Object.fromEntries((await answer.json()).pools.map((pool) => [pool.code, pool.available]));
      for (const option of select.options) {
        if (option.dataset.available !== undefined && known[option.value] !== undefined) option.dataset.available = known[option.value];
      }
      form.dispatchEvent(new Event('pool'));
      tell();
    } catch {
      // Without a network the last figure stays; sending tells what is lacking.
    }
  }

  select.addEventListener('change', ask);
  for (const kind of ['input', 'change']) form.addEventListener(kind, () => setTimeout(tell));
  document.addEventListener('visibilitychange', ask);
  setInterval(ask, pause);
  ask();
}

document.querySelectorAll('form[data-pools]').forEach(watch);
