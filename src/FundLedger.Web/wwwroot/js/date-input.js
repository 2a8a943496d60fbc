// Completes a date when its field is left: 3112 or 31/12 becomes 31/12 of the business year, 311221 becomes 31/12/2021.
export function completed(typed, year) {
  const parts = /^(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{2}|\d{4}))?$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})?$/.exec(typed);
  if (!parts) return typed;
  const [, day, month, written] = parts;
  const full = !written ? year : written.length === 2 ? `20${written}` : written;
  return `${day.padStart(2, '0')}/${month.padStart(2, '0')}/${full}`;
}

export function completeDates(root) {
  const shown = root.querySelector('.business-date time')?.getAttribute('datetime');
  const year = shown ? shown.slice(0, 4) : String(new Date().getFullYear());
  for (const input of root.querySelectorAll('input[data-date]')) {
    input.addEventListener('change', () => { input.value = completed(input.value.trim(), year); });
  }
}
