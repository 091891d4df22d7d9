// Date fields like Material UI's: typed digits fill a mask, and the value has a U+200E mark before each part.
const mark = '\u200e';

function dateField(label, name) {
  let digits = '';
  const box = document.createElement('span');
  box.className = 'date';
  const input = document.createElement('input');
  Object.assign(input, { id: name, placeholder: 'MM/DD/YY', autocomplete: 'off', inputMode: 'numeric' });
  const caption = document.createElement('label');
  Object.assign(caption, { htmlFor: name, textContent: label });
  const choose = document.createElement('button');
  Object.assign(choose, { type: 'button', textContent: '▾' });

  function parsed() {
    if (digits.length < 6) return null;
    const [month, day, year] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
    const date = new Date(2000 + year, month - 1, day);
    return date.getMonth() === month - 1 && date.getDate() === day ? date : null;
  }

  function show() {
    const part = (at, empty) => mark + (digits.slice(at, at + 2) + empty.slice(Math.max(0, Math.min(2, digits.length - at))));
    input.value = digits ? `${part(0, 'MM')}/${part(2, 'DD')}/${part(4, 'YY')}` : '';
    input.setAttribute('aria-invalid', String(digits !== '' && !parsed()));
    const date = parsed();
    choose.setAttribute('aria-label', date ? `Choose date, selected date is ${date.toLocaleDateString('en-US', { month: 'short', day: 'numeric', year: 'numeric' })}` : 'Choose date');
  }

  function take(text, replaces) {
    const typed = text.replace(/\D/g, '');
    digits = ((replaces || typed.length > 1 || digits.length >= 6 ? '' : digits) + typed).slice(0, 6);
    show();
  }

  // The mask handles every keystroke; the browser handles none.
  input.addEventListener('beforeinput', (event) => {
    event.preventDefault();
    const all = input.value !== '' && input.selectionStart === 0 && input.selectionEnd === input.value.length;
    if (event.inputType.startsWith('delete')) {
      digits = all ? '' : digits.slice(0, -1);
      show();
    } else {
      take(event.data ?? '', all);
    }
  });
  // A value that was set by a script.
  input.addEventListener('input', () => take(input.value, true));

  choose.addEventListener('click', () => calendar(box, parsed() ?? new Date(), (date) => {
    const two = (number) => String(number).padStart(2, '0');
    digits = two(date.getMonth() + 1) + two(date.getDate()) + two(date.getFullYear() % 100);
    show();
  }));

  show();
  box.append(caption, input, choose);
  return {
    box,
    isValid: () => digits === '' || parsed() !== null,
    clear: () => { digits = ''; show(); },
    iso: () => { const date = parsed(); return date ? `20${digits.slice(4)}-${digits.slice(0, 2)}-${digits.slice(2, 4)}` : ''; },
  };
}

function calendar(box, from, chosen) {
  document.querySelector('[role=dialog]')?.remove();
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-label', 'Choose date');
  let month = new Date(from.getFullYear(), from.getMonth(), 1);
  const button = (name, text, act) => {
    const made = document.createElement('button');
    Object.assign(made, { type: 'button', textContent: text });
    if (name) made.setAttribute('aria-label', name);
    made.addEventListener('click', act);
    return made;
  };
  const move = (by) => { month = new Date(month.getFullYear(), month.getMonth() + by, 1); show(); };
  function show() {
    const title = document.createElement('span');
    title.textContent = month.toLocaleDateString('en-US', { month: 'long', year: 'numeric' });
    const days = document.createElement('div');
    days.className = 'days';
    for (let gap = 0; gap < month.getDay(); gap++) days.append(document.createElement('span'));
    for (let day = new Date(month); day.getMonth() === month.getMonth(); day = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1)) {
      const date = day;
      const made = button('', String(date.getDate()), () => { dialog.remove(); chosen(date); });
      made.dataset.timestamp = String(date.getTime());
      days.append(made);
    }
    dialog.replaceChildren(button('Previous month', '‹', () => move(-1)), title, button('Next month', '›', () => move(1)), days);
  }
  show();
  dialog.addEventListener('keydown', (event) => { if (event.key === 'Escape') dialog.remove(); });
  box.append(dialog);
}
