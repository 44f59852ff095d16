// Ticks of a list: how many are ticked, all of this page at once, and the actions that need some.
export function startTicks () {
  for (const area of document.querySelectorAll('[data-ticks]')) {
    const ticks = () => [...area.querySelectorAll('input[data-tick]')]
    const all = area.querySelector('input[data-tick-all]')
    const count = area.querySelector('[data-tick-count]')
    const update = () => {
      const ticked = ticks().filter(tick => tick.checked).length
      if (count) count.textContent = ticked === 0 ? '' : count.dataset.text.replace('{0}', ticked)
      if (all) {
        all.checked = ticked > 0 && ticked === ticks().length
        all.indeterminate = ticked > 0 && !all.checked
      }
    }
    all?.addEventListener('change', () => {
      for (const tick of ticks()) tick.checked = all.checked
      update()
    })
    area.addEventListener('change', update)
    addEventListener('pageshow', update)
  }
}
