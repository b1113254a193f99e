/** What shows the timeline elsewhere, on a large screen or in a file, shows what this page shows at that moment. */

const SHOWS_THE_SAME = /\/timeline\/(present|file)$/;

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || !SHOWS_THE_SAME.test(link.pathname)) return;
  const view = new URLSearchParams(location.search);
  for (const name of ['event', 'undo']) view.delete(name);
  link.search = view.toString();
});
