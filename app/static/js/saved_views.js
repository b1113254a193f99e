/**
 * A view that somebody keeps is what is seen at the moment of sending: the address of the timeline holds it, and changes while somebody
 * zooms and filters. Without this the form keeps the view that the page began with.
 */
document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || !location.pathname.endsWith('/timeline')) return;
  for (const field of event.target.querySelectorAll('input[data-current-view], [data-current-view] > input[name="query"]')) {
    if (field instanceof HTMLInputElement) field.value = location.search.slice(1);
  }
});
