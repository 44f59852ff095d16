import { foldSections } from './folds.js'

const choices = ['HandOff', 'Duplicate', 'Reject', 'Ask']

// Single keys work with the focus in a list or panel that asks for them, never while typing; and not at all when switched off.
export function startKeys () {
  const help = document.querySelector('dialog[data-keys-help]')
  const text = document.body.dataset.keys
  if (text === 'off') return
  const actions = new Map(text.split(' ').map(part => [part.slice(part.indexOf('=') + 1), part.slice(0, part.indexOf('='))]))

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return
    if (event.ctrlKey) {
      if (event.key === 'Enter') record(event)
      return
    }
    if (isTyping(event.target)) return
    const area = event.target.closest('[data-keys-area]')
    if (!area) return
    const done = event.key === 'Escape' ? foldSections() : handle(actions.get(event.key.toLowerCase()), area, event.target, help)
    if (done) event.preventDefault()
  })
}

// Where a page is for deciding, its panel has the focus, unless the address leads to another place.
export function startFocus () {
  if (!location.hash) document.querySelector('[data-focus=yes]')?.focus({ preventScroll: true })
}

function record (event) {
  const form = event.target.closest('form')
  const button = form?.querySelector('[data-record]')
  if (!button) return
  event.preventDefault()
  button.click()
}

function handle (action, area, focused, help) {
  switch (action) {
    case 'Next': return move(area, focused, 1)
    case 'Previous': return move(area, focused, -1)
    case 'Claim': return press(near(area, focused), '[data-key-claim]')
    case 'Release': return press(near(area, focused), '[data-key-release]')
    case 'Open': return press(document, '[data-key-open]')
    case 'Undo': return press(document, '[data-key-undo]')
    case 'Help':
      help?.showModal()
      return true
    default: return choices.includes(action) && choose(area, choices.indexOf(action))
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
