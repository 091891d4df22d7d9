// A select like Material UI's: a combobox that opens a list.
function choice(label, options, changed) {
  let value = options[0];
  const box = document.createElement('span');
  box.className = 'choice';
  const caption = document.createElement('span');
  caption.textContent = `${label} `;
  const combobox = document.createElement('div');
  for (const [name, content] of [['role', 'combobox'], ['aria-label', label], ['aria-haspopup', 'listbox'], ['aria-expanded', 'false'], ['tabindex', '0']])
    combobox.setAttribute(name, content);
  combobox.textContent = value;
  let list = null;

  function close() {
    list?.remove();
    list = null;
    combobox.setAttribute('aria-expanded', 'false');
    combobox.removeAttribute('aria-controls');
  }

  function open() {
    list = document.createElement('ul');
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', label);
    list.id = `list-${label.replace(/\W/g, '')}`;
    for (const option of options) {
      const item = document.createElement('li');
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(option === value));
      item.textContent = option;
      item.addEventListener('click', () => { close(); set(option); changed?.(option); });
      list.append(item);
    }
    combobox.setAttribute('aria-expanded', 'true');
    combobox.setAttribute('aria-controls', list.id);
    box.append(list);
  }

  function set(next) {
    value = next;
    combobox.textContent = value;
  }

  combobox.addEventListener('click', () => (list ? close() : open()));
  combobox.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); if (!list) open(); }
  });
  box.append(caption, combobox);
  return { box, value: () => value, reset: () => set(options[0]) };
}
