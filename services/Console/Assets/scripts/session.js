// Warns before the session ends; what was typed is kept either way.
export function startSession () {
  const dialog = document.querySelector('dialog[data-session]')
  if (!dialog) return
  const warnAfter = () => Number(dialog.dataset.warnAfter) * 1000
  const form = dialog.querySelector('form')
  let warn = 0
  let end = 0

  const start = () => {
    clearTimeout(warn)
    clearTimeout(end)
    warn = setTimeout(() => dialog.showModal(), warnAfter())
    end = setTimeout(() => location.assign(dialog.dataset.ended), Number(dialog.dataset.endsAfter) * 1000)
  }

  const extend = async () => {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) }).catch(() => undefined)
    if (answer?.ok) start()
    else location.assign(dialog.dataset.ended)
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    dialog.close()
  })
  dialog.addEventListener('close', extend)
  start()
}
