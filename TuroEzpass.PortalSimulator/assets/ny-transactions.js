// New York's transactions: creates everything below the heading. The list looks empty for a moment before the rows appear.
const root = document.getElementById('root');
const isB = root.dataset.layout === 'b';
const texts = isB
  ? { filter: 'Refine', from: 'First day', to: 'Last day', type: 'Kind', vehicle: 'Vehicle', search: 'Apply', clear: 'Reset', view: 'Per page', pager: 'pages', next: 'Later', previous: 'Earlier', table: 'history-grid',
    columns: ['Amount', 'When', 'Class', 'Out', 'In', 'Authority', 'Vehicle', 'Reference'] }
  : { filter: 'Filter', from: 'Start Date', to: 'End Date', type: 'Type', vehicle: 'Tag/Plate #', search: 'Search', clear: 'Clear All', view: 'View', pager: 'pagination navigation', next: 'Go to next page', previous: 'Go to previous page', table: 'transactions-table',
    columns: ['Lane Txn ID', 'Tag/Plate #', 'Agency', 'Entry Plaza', 'Exit Plaza', 'Class', 'Date', 'Amount'] };
let page = 1;
let asked = 0;

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const button = (text, act, attributes = {}) => {
  const made = make('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', act);
  return made;
};

const from = dateField(texts.from, 'startDate');
const to = dateField(texts.to, 'endDate');
const type = choice(texts.type, ['All', 'Toll', 'Payment', 'Fee', 'Adjustment']);
const vehicle = choice(texts.vehicle, ['All', ...root.dataset.vehicles.split('|')]);
const size = choice(texts.view, root.dataset.sizes.split('|'), () => { page = 1; load(); });
const panel = make('div', { class: 'filters', hidden: '' }, from.box, to.box, type.box, vehicle.box,
  button(texts.search, () => { if (from.isValid() && to.isValid()) { page = 1; load(); } }),
  button(texts.clear, () => { from.clear(); to.clear(); type.reset(); vehicle.reset(); page = 1; load(); }));
const opener = button(texts.filter, () => { panel.hidden = !panel.hidden; opener.setAttribute('aria-expanded', String(!panel.hidden)); }, { 'aria-expanded': 'false' });
const actions = make('div', { class: 'filters' }, opener);
if (root.dataset.download === 'yes') actions.append(button(isB ? 'Get file' : 'Download CSV', () => { location.href = `${root.dataset.api}/export?${query()}`; }));
const list = make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Transactions' });
const counter = make('span', { class: isB ? 'amount-of-rows' : 'counter' });
const pager = make('nav', { 'aria-label': texts.pager });
root.append(actions, panel, list, make('div', { class: 'below' }, size.box, counter, pager));

function query() {
  const all = { start: from.iso(), end: to.iso(), type: type.value() === 'All' ? '' : type.value(), vehicle: vehicle.value() === 'All' ? '' : vehicle.value() };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString();
}

function showEmpty() {
  list.replaceChildren(make('p', {}, 'No transactions found'));
  counter.textContent = '';
  pager.replaceChildren();
}

function show(found) {
  counter.textContent = `${found.first}–${found.last} of ${found.total}`;
  if (found.rows.length === 0) list.replaceChildren(make('p', {}, 'No transactions found'));
  else {
    const order = (cells) => (isB ? [...cells].reverse() : cells);
    list.replaceChildren(make('table', { id: texts.table },
      make('thead', {}, make('tr', {}, ...texts.columns.map((name) => make('th', { scope: 'col' }, name)))),
      make('tbody', {}, ...found.rows.map((cells) => make('tr', {}, ...order(cells).map((cell) => make('td', {}, cell)))))));
  }
  const go = (number) => () => { page = number; load(); };
  const items = [button('‹', go(found.page - 1), { 'aria-label': texts.previous, ...(found.page > 1 ? {} : { disabled: '' }) })];
  const numbers = new Set([1, found.page - 1, found.page, found.page + 1, found.pages].filter((number) => number >= 1 && number <= found.pages));
  let last = 0;
  for (const number of [...numbers].sort((one, other) => one - other)) {
    if (number > last + 1) items.push(make('span', {}, '…'));
    items.push(number === found.page
      ? button(String(number), () => {}, { 'aria-label': `page ${number}`, 'aria-current': isB ? 'true' : `page ${number}` })
      : button(String(number), go(number), { 'aria-label': `Go to page ${number}` }));
    last = number;
  }
  items.push(button('›', go(found.page + 1), { 'aria-label': texts.next, ...(found.page < found.pages ? {} : { disabled: '' }) }));
  pager.replaceChildren(make('ul', {}, ...items.map((item) => make('li', {}, item))));
}

async function load() {
  const question = ++asked;
  showEmpty();
  const filters = query();
  const [answer] = await Promise.all([
    fetch(`${root.dataset.api}?${filters ? `${filters}&` : ''}page=${page}&size=${size.value()}`, { headers: { accept: 'application/json' } }),
    new Promise((done) => setTimeout(done, Number(root.dataset.loading))),
  ]);
  if (question !== asked) return;
  if (answer.status === 401) location.href = root.dataset.signIn;
  else if (answer.ok && answer.headers.get('content-type')?.includes('json')) show(await answer.json());
  else list.replaceChildren(make('p', { role: 'alert' }, 'Something went wrong. Please try again later.'));
}

load();
