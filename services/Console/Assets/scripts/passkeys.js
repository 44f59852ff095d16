// Makes passkeys and signs in with them. A page that offers this also offers a password, which needs no script.
export function startPasskeys () {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', event => {
      event.preventDefault()
      ask(form)
    })
  }
}

async function ask (form) {
  const failed = form.querySelector('[data-passkey-failed]')
  failed.hidden = true
  try {
    const answer = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form) })
    if (!answer.ok) throw new Error('no options')
    const { options, state } = await answer.json()
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    form.elements.state.value = state
    form.elements.credential.value = JSON.stringify(credential)
    form.submit()
  } catch {
    // Whoever closed the browser's dialog, or has no passkey here, chooses again.
    failed.hidden = false
  }
}
