const every = 15_000

// Clocks that run down, on the exchange's own clock. The words are those of the page.
export function startTimes () {
  for (const place of document.querySelectorAll('[data-local]')) local(place)
  const now = Number(document.body.dataset.now)
  const times = document.querySelectorAll('time[data-until]')
  if (!now || times.length === 0) return
  const loaded = performance.now()
  setInterval(() => {
    for (const time of times) if (time.dateTime) show(time, now + performance.now() - loaded)
  }, every)
}

// The same time on the reader's own clock, where that is another.
function local (place) {
  const time = new Date(place.dataset.local)
  if (time.getTimezoneOffset() === 0) return
  const text = time.toLocaleString(document.documentElement.lang, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  place.textContent = place.dataset.text.replace('{0}', text)
}

function show (time, now) {
  const left = Date.parse(time.dateTime) - now
  const minutes = Math.floor(Math.abs(left) / 60_000)
  const [unit, number] = minutes < 120 ? ['min', minutes] : minutes < 2880 ? ['hr', Math.floor(minutes / 60)] : ['days', Math.floor(minutes / 1440)]
  const span = minutes < 1 ? document.body.dataset.moment : `${number} ${document.body.dataset[unit]}`
  const text = (left < 0 ? time.dataset.over : time.dataset.until).replace('{0}', span)
  if (time.textContent !== text) time.textContent = text
  time.classList.toggle('console-urgent-text', left < 0)
}
