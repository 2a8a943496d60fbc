// A known giver brings kind and address along; what was already typed stays.
const name = document.getElementById('DonorName');
const address = document.getElementById('DonorAddress');
const kind = document.getElementById('DonorKind');

name?.addEventListener('change', () => {
  const known = [...document.querySelectorAll('#donors option')].find((option) => option.value === name.value.trim());
  if (!known) return;
  kind.value = known.dataset.kind;
  if (!address.value) address.value = known.dataset.address ?? '';
});
