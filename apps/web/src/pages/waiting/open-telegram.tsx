import type { VerificationState } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button, ButtonLink } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ways } from '../../parts/way-words.ts'
import { shell } from '../../shell/shell.ts'
import { shop } from '../../shop.ts'
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
      {link ? <TelegramLink link={link} state={state} /> : <Notice>{waiting.noLink}</Notice>}
      {/* The demo's Telegram lives on this machine, where no other phone finds it. */}
      {link && !shop.value.features.demo && <Qr text={link} />}
      <StatusLine verification={verification} state={state} />
      {state.codeRefused && (
        <Resend verification={verification} state={state} isNeeded={false} hasChat={false} onSent={() => {}} />
      )}
      <div class="waiting-else">
        <ButtonLink kind="plain" href={underWay.from(state.id)}>
          {waiting.startOver}
        </ButtonLink>
        {state.status !== 'pending' && !state.codeRefused && (
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
      <h3>{refusedHeading}</h3>
      <p>{refused}</p>
    </Notice>
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
