import { Button, ErrorSummary, NotificationBanner, SkipLink, createAll } from 'govuk-frontend'
import { startCover } from './cover.js'
import { startDrafts } from './drafts.js'
import { startFolds } from './folds.js'
import { startFocus, startKeys } from './keys.js'
import { startCase, startLive } from './live.js'
import { startPasskeys } from './passkeys.js'
import { startReveals } from './reveals.js'
import { startSending } from './sending.js'
import { startSession } from './session.js'
import { startTicks } from './ticks.js'
import { startTimes } from './times.js'

// Every page works without this file; what it adds is quicker, never different.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
document.documentElement.classList.add('js-enabled')

createAll(Button)
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(SkipLink)

startCover()
startDrafts()
startFolds()
startKeys()
startLive()
startCase()
startPasskeys()
startReveals()
startSending()
startSession()
startTicks()
startTimes()
startFocus()

// From here on keys and clicks do what the script adds.
document.documentElement.dataset.ready = ''
