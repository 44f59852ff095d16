// Shows what belongs to the chosen radio button and hides what belongs to the others. Without a script all of it is there.
export function startReveals () {
  for (const group of document.querySelectorAll('[data-reveals]')) {
    const radios = [...group.querySelectorAll('input[data-reveal]')]
    const update = () => {
      for (const radio of radios) {
        document.getElementById(radio.dataset.reveal)?.classList.toggle('govuk-radios__conditional--hidden', !radio.checked)
      }
    }
    group.addEventListener('change', update)
    addEventListener('pageshow', update)
    update()
  }
}
