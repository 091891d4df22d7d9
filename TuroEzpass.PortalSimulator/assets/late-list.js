// A list that looks empty until it has "loaded".
for (const late of document.querySelectorAll('[data-late]')) {
  setTimeout(() => late.replaceWith(late.querySelector('template').content), Number(late.dataset.late));
}
