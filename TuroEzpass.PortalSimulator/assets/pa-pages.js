// Pages of Pennsylvania's results: loads a page by number and replaces the current one.
const result = document.getElementById('transactionResult');
result.addEventListener('click', async (event) => {
  const page = event.target.closest('[data-page]')?.dataset.page;
  if (!page) return;
  const answer = await fetch(result.dataset.pages, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ Page: Number(page) }) });
  if (answer.status === 401) location.href = result.dataset.signIn;
  else if (answer.ok) result.innerHTML = await answer.text();
});
