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
  const list = document.querySelector('[data-live]')
  if (!list) return
  const line = document.querySelector('[data-news]')
  const spoken = document.querySelector('[data-news-spoken]')
  const fresh = new Set()
  let announced = 0
  let waiting = 0

  const tell = () => {
    line.hidden = fresh.size === 0
    line.querySelector('[data-news-count]').textContent = (fresh.size === 1 ? line.dataset.one : line.dataset.many).replace('{0}', fresh.size)
    if (waiting) return
    waiting = setTimeout(() => {
      waiting = 0
      announced = Date.now()
      spoken.textContent = line.querySelector('[data-news-count]').textContent
    }, Math.max(0, announced + announceEvery - Date.now()))
  }

  const show = (row, cell, text, tone) => {
    const place = row.querySelector(`[data-cell="${cell}"]`)
    if (!place || text === undefined) return
    place.textContent = text
    if (tone !== undefined) place.className = tone ? `console-tag console-tag--${tone}` : 'console-tag'
  }

  const source = new EventSource(list.dataset.live)
  source.addEventListener('case', event => {
    const news = JSON.parse(event.data)
    const row = list.querySelector(`[data-name="${CSS.escape(news.name)}"]`)
    if (row) {
      show(row, 'holder', news.holder)
      show(row, 'status', news.status, news.tone)
      for (const button of row.querySelectorAll('[data-free-only]')) button.hidden = !news.free
      row.toggleAttribute('data-gone', news.gone)
    } else if (!news.gone && news.fresh && !fresh.has(news.name)) {
      fresh.add(news.name)
      tell()
    }
  })
  addEventListener('pagehide', () => source.close())
}
