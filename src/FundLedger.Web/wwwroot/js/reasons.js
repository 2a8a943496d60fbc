// Reasons that come up often: a press puts them into the field, after what is there already.
for (const chip of document.querySelectorAll('[data-reason]')) {
  chip.hidden = false;
  chip.addEventListener('click', () => {
    const field = chip.form?.querySelector('textarea');
    if (!field || field.value.includes(chip.dataset.reason)) return;
    field.value = [field.value.trim(), chip.dataset.reason].filter(Boolean).join('; ');
    field.focus();
  });
}
