const longest = 10_000

// What was pressed is seen to be pressed at once, however long the answer takes.
export function startSending () {
  document.addEventListener('submit', event => {
    if (!event.defaultPrevented && event.target.method !== 'dialog') markSending(event.submitter)
  })

  // A page that is come back to has nothing under way.
  addEventListener('pageshow', () => {
    for (const button of document.querySelectorAll('button[aria-busy]')) button.removeAttribute('aria-busy')
  })
}

export function markSending (button) {
  if (!button) return
  button.setAttribute('aria-busy', 'true')

  // A file that is saved leads to no other page.
  setTimeout(() => button.removeAttribute('aria-busy'), longest)
}
