'use strict';
const form = document.querySelector('.filters');
const results = [...document.querySelectorAll('[data-verdict]')];
const boxes = [...document.querySelectorAll('.reason, main section:not(.path)')];

function filter() {
  const verdicts = [...form.querySelectorAll('input:checked')].map((box) => box.value);
  const { group, level } = form.elements;
  let shown = 0;
  for (const result of results) {
    const { verdict, group: itsGroup, level: itsLevel } = result.dataset;
    result.hidden = !verdicts.includes(verdict)
      || (group.value !== '' && group.value !== itsGroup)
      || (level.value !== '' && level.value !== itsLevel);
    shown += !result.hidden && result.closest('main') ? 1 : 0;
  }
  for (const box of boxes) {
    box.hidden = !box.querySelector('[data-verdict]:not([hidden])');
  }
  form.querySelector('output').textContent = shown + ' shown';
}

async function copy(button) {
  const command = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(command.textContent);
  } catch {
    getSelection().selectAllChildren(command);
    document.execCommand('copy');
  }
  button.textContent = 'Copied';
}

function open() {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector('details')?.setAttribute('open', '');
}

for (const button of document.querySelectorAll('.copy')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}
form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('hashchange', open);
filter();
open();
