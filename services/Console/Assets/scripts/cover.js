// Cover screen: hides everything at once and leaves nothing for a screen reader or the keyboard either.
export function startCover () {
  const cover = document.querySelector('[data-cover]')
  const button = document.querySelector('[data-cover-show]')
  if (!cover || !button) return
  const others = [...document.body.children].filter(element => element !== cover && element.tagName !== 'SCRIPT')

  let back = button

  const set = covered => {
    if (covered) back = document.activeElement ?? button
    cover.hidden = !covered
    for (const element of others) element.inert = covered
    if (covered) cover.querySelector('button').focus()
    else back.focus()
  }

  // A key that types nothing, so that it works everywhere, and at once.
  document.addEventListener('keydown', event => {
    if (event.key !== 'F8') return
    event.preventDefault()
    set(cover.hidden)
  })
  button.addEventListener('click', () => set(true))
  cover.querySelector('button').addEventListener('click', () => set(false))
}
