const announceEvery = 30_000

// News of the case on the page: who holds it now. What is shown stays until it is asked for anew.
export function startCase () {
  const line = document.querySelector('[data-case-live]')
  if (!line) return
  const text = line.querySelector('[data-case-text]')
  const source = new EventSource(line.dataset.caseLive)
  source.addEventListener('case', event => {
    const news = JSON.parse(event.data)
    if (news.version <= Number(line.dataset.version)) return
    text.textContent = news.text
    line.querySelector('[data-case-show]').hidden = false
    line.className = 'govuk-inset-text'
  })
  addEventListener('pagehide', () => source.close())
}

// News of a list: what is new waits behind a line, what changed is told in its row; rows never move.
export function startLive () {
  const place = document.querySelector('[data-live]')
  if (!place) return
  const line = document.querySelector('[data-news]')
  const link = document.querySelector('[data-news-show]')
  const spoken = document.querySelector('[data-news-spoken]')
  const fresh = new Set()
  let announced = 0
  let waiting = 0

  // One text, so that no link slides away from under the hand when the number grows.
  const count = () => (fresh.size === 1 ? line.dataset.one : line.dataset.many).replace('{0}', fresh.size)
  const tell = () => {
    line.hidden = fresh.size === 0
    link.textContent = `${count()} ${link.dataset.newsShow}`
    if (waiting) return
    waiting = setTimeout(() => {
      waiting = 0
      announced = Date.now()
      spoken.textContent = count()
    }, Math.max(0, announced + announceEvery - Date.now()))
  }

  const source = new EventSource(place.dataset.live)
  source.addEventListener('row', event => {
    const news = JSON.parse(event.data)
    const row = document.querySelector(`tr[data-name="${CSS.escape(news.name)}"]`)
    if (row) {
      show(row, 'holder', news.holder)
      show(row, 'status', news.status, news.tone)
      show(row, 'unread', news.unread)
      show(row, 'due-exact', news.dueExact)
      showDue(row, news.due)
      for (const button of row.querySelectorAll('[data-free-only]')) button.hidden = !news.free
      row.toggleAttribute('data-gone', news.gone)
    } else if (!news.gone && news.fresh && !fresh.has(news.name)) {
      fresh.add(news.name)
      tell()
    }
  })
  addEventListener('pagehide', () => source.close())
}

function show (row, cell, text, tone) {
  const place = row.querySelector(`[data-cell="${cell}"]`)
  if (!place || text === undefined) return
  place.textContent = text
  if (tone !== undefined) place.className = tone ? `console-tag console-tag--${tone}` : 'console-tag'
}

// A clock that is another now; it goes on running down with those of the page.
function showDue (row, due) {
  const time = row.querySelector('[data-cell="due"]')
  if (!time || !due) return
  time.hidden = !due.at
  time.dateTime = due.at
  time.textContent = due.left
  time.className = due.over ? 'console-urgent-text' : 'console-nowrap'
}
