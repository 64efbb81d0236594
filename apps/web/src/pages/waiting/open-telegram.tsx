import type { VerificationState } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button, ButtonLink } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Notice } from '../../parts/notice.tsx'
import { unbroken } from '../../parts/unbroken.ts'
import { ways } from '../../parts/way-words.ts'
import { shell } from '../../shell/shell.ts'
import { CodeForm } from './code-form.tsx'
import { Qr } from './qr.tsx'
import { Resend } from './resend.tsx'
import { StatusLine } from './status-line.tsx'
import { underWay } from './under-way.ts'
import type { Verification } from './use-verification.ts'

/** The way into the bot: a button here, a picture for the phone beside a computer. */
export function OpenTelegram({ verification, state }: { verification: Verification; state: VerificationState }) {
  const [hasCode, setHasCode] = useState(false)
  const { waiting } = words.value
  const link = verification.kept?.verification.telegramLink
  if (hasCode) return <CodeForm verification={verification} state={state} />
  return (
    <>
      {state.codeRefused && <NotDelivered />}
      {state.mismatch ? (
        <Mismatch id={state.id} typed={verification.typedTo} />
      ) : (
        <>
          {link ? <TelegramLink link={link} state={state} /> : <Notice>{waiting.noLink}</Notice>}
          {link && <Qr text={link} />}
        </>
      )}
      <StatusLine verification={verification} state={state} />
      {state.codeRefused && (
        <Resend verification={verification} state={state} isNeeded={false} hasChat={false} onSent={() => {}} />
      )}
      <div class="waiting-else">
        {!state.mismatch && (
          <ButtonLink kind="plain" href={underWay.from(state.id)}>
            {waiting.startOver}
          </ButtonLink>
        )}
        {state.status !== 'pending' && !state.codeRefused && !state.mismatch && (
          <Button kind="plain" onClick={() => setHasCode(true)}>
            {waiting.haveCode}
          </Button>
        )}
      </div>
    </>
  )
}

/** The bot could not write: whoever blocked it must let it, and begin it again or ask for another code. */
function NotDelivered() {
  const { refusedHeading, refused } = ways.words.value.waiting
  return (
    <Notice tone="bad">
      <h2>{refusedHeading}</h2>
      <p>{refused}</p>
    </Notice>
  )
}

/**
 * The bot has said so too (A6). The link is of no more use: this Telegram has no other number, and
 * opened from another one it would be burnt (S7).
 */
function Mismatch({ id, typed }: { id: string; typed: string }) {
  const { mismatchHeading, mismatch } = ways.words.value.waiting
  return (
    <>
      <Notice tone="bad">
        <h2>{mismatchHeading}</h2>
        <p>{mismatch(unbroken(typed))}</p>
      </Notice>
      <ButtonLink wide href={underWay.from(id)}>
        {words.value.waiting.startOver}
      </ButtonLink>
    </>
  )
}

function TelegramLink({ link, state }: { link: string; state: VerificationState }) {
  const { waiting } = words.value
  const isToConfirm = state.method === 'telegram_contact' && !state.codeRefused
  return (
    <ButtonLink
      href={link}
      target="_blank"
      rel="noopener"
      wide
      onClick={(event) => {
        if (shell.openTelegram(link)) event.preventDefault()
      }}
    >
      <Icon name="plane" />
      {isToConfirm ? waiting.open : ways.words.value.waiting.openTelegram}
      <span class="unseen">, {waiting.newTab}</span>
    </ButtonLink>
  )
}
