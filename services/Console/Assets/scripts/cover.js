// Cover screen: hides everything at once and leaves nothing for a screen reader or the keyboard either.
export function startCover () {
  const cover = document.querySelector('[data-cover]')
  const button = document.querySelector('[data-cover-show]')
  if (!cover || !button) return
  const others = [...document.body.children].filter(element => element !== cover && element.tagName !== 'SCRIPT')

  const set = covered => {
    cover.hidden = !covered
    for (const element of others) element.inert = covered
    if (covered) cover.querySelector('button').focus()
    else button.focus()
  }

  button.addEventListener('click', () => set(true))
  cover.querySelector('button').addEventListener('click', () => set(false))
}
