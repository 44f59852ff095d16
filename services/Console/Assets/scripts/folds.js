// What was opened is folded again when the page is left, and so is not there when it is come back to.
export function startFolds () {
  const fold = () => {
    for (const opened of document.querySelectorAll('[data-opened]')) opened.remove()
    for (const folded of document.querySelectorAll('[data-folded]')) folded.hidden = false
  }

  for (const button of document.querySelectorAll('[data-fold]')) {
    button.addEventListener('click', event => {
      event.preventDefault()
      foldSections()
    })
  }
  addEventListener('pagehide', fold)
  const opened = document.querySelector('[data-opened]')
  if (opened) opened.focus()
}

export function foldSections () {
  const opened = document.querySelectorAll('[data-opened]')
  if (opened.length === 0) return false
  const folded = document.querySelector('[data-folded]')
  for (const section of opened) section.remove()
  for (const section of document.querySelectorAll('[data-folded]')) section.hidden = false
  folded?.querySelector('button')?.focus()
  return true
}
