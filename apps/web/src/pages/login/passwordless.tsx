import { OtherWays } from '../../parts/other-ways.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { ways } from '../../parts/way-words.ts'
import { shop } from '../../shop.ts'
import { beginVerification } from '../waiting/begin.ts'
import { type CodeWay, hrefOf } from './ways.ts'

/** The other ways in: a code in a letter, a message or the bot's chat; and the password again. */
export function Passwordless({ way, search }: { way: CodeWay | undefined; search: string }) {
  const { others, login } = ways.words.value
  const { methods } = shop.value
  const sending = useSending()
  const begin = () => beginVerification({ body: { method: 'telegram_name' }, from: hrefOf(way, search) })
  const offers = (key: CodeWay) => way !== key && methods.includes(key)
  return (
    <>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <OtherWays heading={way ? others : login.others}>
        {way && <a href={hrefOf(undefined, search)}>{login.password}</a>}
        {offers('email') && <a href={hrefOf('email', search)}>{login.email}</a>}
        {offers('sms') && <a href={hrefOf('sms', search)}>{login.sms}</a>}
        {methods.includes('telegram_name') && (
          <button
            type="button"
            aria-disabled={sending.busy || sending.pause !== undefined || undefined}
            aria-busy={sending.busy || undefined}
            onClick={() => void sending.send(begin)}
          >
            {login.telegram}
          </button>
        )}
      </OtherWays>
    </>
  )
}
