// Says beside a field that it was left empty. The browser would say so in a bubble, in its own language instead of the page's.
const template = document.getElementById('missing-note');

function say(control) {
  const field = control.closest('.field');
  if (!field || field.querySelector('.error')) return;
  const note = template.content.firstElementChild.cloneNode(true);
  note.id = `${control.id || control.name}-error`;
  field.classList.add('has-error');
  field.append(note);
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${note.id}`.trim());
  control.addEventListener('input', () => {
    note.remove();
    field.classList.remove('has-error');
    control.removeAttribute('aria-invalid');
  }, { once: true });
}

export function watchMissing(root) {
  if (!template) return;
  root.addEventListener('invalid', (event) => {
    event.preventDefault();
    say(event.target);
    event.target.form.querySelector(':invalid:not(fieldset)').focus();
  }, true);
}
