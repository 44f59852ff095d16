const typingExtendsEvery = 60_000

// Warns before the session ends. Somebody who types is there: the session goes on. What was typed into a form that nothing keeps stays in
// the page, covered, until its author has signed in again.
export function startSession () {
  const warning = document.querySelector('dialog[data-session]')
  const over = document.querySelector('dialog[data-session-over]')
  if (!warning || !over) return
  const form = warning.querySelector('form')
  let warn = 0
  let end = 0
  let extended = performance.now()
  let unsent = 'unsent' in over.dataset
  let late = false

  const ended = () => {
    late = true
    if (!unsent) location.assign(warning.dataset.ended)
    else if (!over.open) over.showModal()
  }

  const start = () => {
    clearTimeout(warn)
    clearTimeout(end)
    late = false
    warn = setTimeout(() => warning.showModal(), Number(warning.dataset.warnAfter) * 1000)
    end = setTimeout(() => {
      late = true
      warning.close()
      ended()
    }, Number(warning.dataset.endsAfter) * 1000)
  }

  const extend = async () => {
    extended = performance.now()
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) }).catch(() => undefined)
    if (answer?.ok) {
      start()
      over.close()
    }
    return answer?.status
  }

  const extendOrEnd = async () => {
    const status = await extend()
    if (status !== 204) ended()
  }

  // An exchange that does not answer just now says nothing of the session: whoever types goes on.
  const extendByTyping = async () => {
    const status = await extend()
    if (status === 401) ended()
  }

  document.addEventListener('input', ({ target }) => {
    const typed = target.closest('form[method=post]')
    if (typed && !typed.matches('[data-draft]')) unsent = true
    if (typed && performance.now() - extended > typingExtendsEvery) extendByTyping()
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    warning.close()
  })
  warning.addEventListener('close', () => { if (!late) extendOrEnd() })

  // No key shows again what is covered.
  over.addEventListener('cancel', event => event.preventDefault())
  over.addEventListener('close', () => { if (late) over.showModal() })
  over.querySelector('button').addEventListener('click', extendOrEnd)
  start()
}
