import type { Activity as ActivityAnswer } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { serverNow } from '../../clock.ts'
import { words } from '../../language.ts'
import { accountActs } from '../../parts/account-acts.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { api } from '../../site.ts'
import { cameOver } from './join-news.ts'
import { OwnSheet } from './own-sheet.tsx'
import { useOwn, useReloading } from './use-own.ts'

type Entry = ActivityAnswer['items'][number]
// Enough to see whether all is well; the rest is for who looks for something.
const SHOWN = 6

/** What was done to the account, in the person's words. */
export function Activity() {
  const own = useOwn(async () => (await api.get('/api/me/activity')).items)
  useReloading(own.load, accountActs.value)
  const [all, showAll] = useState(false)
  const { activity } = cabinet.value
  return (
    <Card heading={activity.heading}>
      <p class="soft">{activity.lead}</p>
      <OwnSheet own={own} lines={4}>
        {(items) => (
          <>
            {items.length === 0 && <p class="soft">{activity.empty}</p>}
            <ol class="activity">
              {(all ? items : items.slice(0, SHOWN)).map((entry) => (
                <EntryItem key={`${entry.at}${entry.act}${entry.details.kind}`} entry={entry} />
              ))}
            </ol>
            {!all && items.length > SHOWN && (
              <Button kind="plain" onClick={() => showAll(true)}>
                {activity.more}
              </Button>
            )}
          </>
        )}
      </OwnSheet>
    </Card>
  )
}

function EntryItem({ entry }: { entry: Entry }) {
  const { account, ago } = words.value
  const { browser, system, network } = entry.device
  const from = [browser && system ? account.on(browser, system) : (browser ?? system), network].filter(Boolean)
  return (
    <li>
      <span>{describe(entry)}</span>
      <time class="soft small" dateTime={entry.at}>
        {ago(Math.max(0, serverNow() - Date.parse(entry.at)))}
      </time>
      {from.length > 0 && <span class="soft small figures">{from.join(', ')}</span>}
    </li>
  )
}

/** «Изменено: телефон +7…67 вместо +7…11»; an act of a later release is told as one without words. */
function describe({ act, details }: Entry): string {
  const { activity, identifiers } = cabinet.value
  const acts: Record<string, string> = activity.acts
  const said = acts[`${act}:${details.to}`] ?? acts[act] ?? activity.other
  const kind = identifiers.kinds[details.kind as keyof typeof identifiers.kinds]
  const now = [kind, details.value].filter(Boolean).join(' ')
  if (kind) return `${said}: ${details.was ? activity.instead(now, String(details.was)) : now}`
  if (act === 'accounts_joined') return [said, cameOver(details)].filter(Boolean).join(': ')
  if (details.continued) return activity.continued
  return activity.signedIn[details.method as keyof typeof activity.signedIn] ?? said
}
