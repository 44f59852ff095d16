import { foldSections } from './folds.js'

const choices = ['1', '2', '3', '4']

// Single keys work with the focus in a list or panel that asks for them, never while typing; and not at all when switched off.
export function startKeys () {
  const help = document.querySelector('dialog[data-keys-help]')
  if (document.body.dataset.keys === 'off') return

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return
    if (event.ctrlKey) {
      if (event.key === 'Enter') record(event)
      return
    }
    if (isTyping(event.target)) return
    const area = event.target.closest('[data-keys-area]')
    if (area && handle(event.key, area, event.target, help)) event.preventDefault()
  })
}

function record (event) {
  const form = event.target.closest('form')
  const button = form?.querySelector('[data-record]')
  if (!button) return
  event.preventDefault()
  button.click()
}

function handle (key, area, focused, help) {
  switch (key) {
    case 'j': return move(area, focused, 1)
    case 'k': return move(area, focused, -1)
    case 'c': return press(near(area, focused), '[data-key-claim]')
    case 'u': return press(near(area, focused), '[data-key-release]')
    case 'r': return press(document, '[data-key-open]')
    case 'z': return press(document, '[data-key-undo]')
    case 'Escape': return foldSections()
    case '?':
      help?.showModal()
      return true
    default: return choices.includes(key) && choose(area, choices.indexOf(key))
  }
}

const near = (area, focused) => focused.closest('tr') ?? (area.tagName === 'TABLE' ? area : document)

function press (scope, selector) {
  const button = scope.querySelector(selector)
  if (!button) return false
  button.click()
  return true
}

function move (area, focused, by) {
  const rows = [...area.querySelectorAll('[data-row]')]
  if (rows.length === 0) return false
  const here = rows.findIndex(row => row.closest('tr') === focused.closest('tr'))
  rows[Math.max(0, Math.min(rows.length - 1, here + by))].focus()
  return true
}

function choose (area, index) {
  const radio = area.querySelectorAll('[data-choice]')[index]
  if (!radio) return false
  radio.click()
  radio.focus()
  return true
}

function isTyping (element) {
  if (element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true
  return element.tagName === 'INPUT' && !['radio', 'checkbox', 'button', 'submit'].includes(element.type)
}
