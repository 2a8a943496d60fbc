// Shows below a money field how its figure will be read. What was typed is not touched; the server decides what is accepted.
const accepted = /^\d{1,3}([. ]\d{3})+$|^\d+$/;

export function readMoney(typed) {
  const bare = typed.trim().replace(/\s*(₫|đ|d|vnd)$/i, '').replace(/\u00a0/g, ' ');
  return accepted.test(bare) ? bare.replace(/[. ]/g, '').replace(/^0+(?=\d)/, '') : null;
}

export function grouped(digits) {
  return digits.replace(/\B(?=(\d{3})+$)/g, '.');
}

export function groupMoney(root) {
  for (const input of root.querySelectorAll('input[data-money]')) {
    const reading = document.createElement('p');
    reading.className = 'reading';
    reading.setAttribute('aria-live', 'polite');
    input.closest('.field')?.append(reading);
    const show = () => {
      const digits = readMoney(input.value);
      reading.textContent = digits && digits.length > 3 && grouped(digits) !== input.value.trim() ? `= ${grouped(digits)} ₫` : '';
    };
    input.addEventListener('input', show);
    show();
  }
}
