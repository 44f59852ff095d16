import { markSending } from './sending.js'

const pause = 700

// Keeps what is typed with the service that owns drafts, so that a closed tab loses nothing.
export function startDrafts () {
  for (const form of document.querySelectorAll('form[data-draft]')) keep(form)
}

function keep (form) {
  const status = form.querySelector('[data-draft-status]')
  const others = form.querySelector('[data-draft-others]')
  let timer = 0
  let saving = Promise.resolve()
  let typed = 0
  let kept = 0
  let sent = false

  const save = () => {
    clearTimeout(timer)
    timer = 0
    if (sent) return
    const upTo = typed
    saving = saving.then(() => fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), keepalive: true }))
      .then(async answer => {
        const [kept, who = ''] = answer.ok && !answer.redirected ? (await answer.text()).split('\n') : [form.dataset.draftFailed]
        status.textContent = kept
        if (others.textContent !== who) others.textContent = who
      })
      .catch(() => { status.textContent = form.dataset.draftFailed })
      .then(() => { kept = upTo })
  }

  form.addEventListener('input', () => {
    typed++
    clearTimeout(timer)
    timer = setTimeout(save, pause)
  })
  form.addEventListener('submit', () => {
    sent = true
    clearTimeout(timer)
  })

  // Another form leads to a page that shows the draft: it is sent when all that was typed is in it.
  document.addEventListener('submit', event => {
    const { target, submitter } = event
    if (target === form || target.method === 'dialog' || sent || typed === kept) return
    event.preventDefault()
    markSending(submitter)
    if (timer) save()
    saving.then(() => target.requestSubmit(submitter))
  }, true)

  // A page that stays, because the decision was not sent, goes on keeping.
  addEventListener('pageshow', () => { sent = false })
  addEventListener('pagehide', () => { if (timer) save() })
}
