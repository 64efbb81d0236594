import { OtherWays } from '../../parts/other-ways.tsx'
import { ways } from '../../parts/way-words.ts'
import { shop } from '../../shop.ts'
import { type CodeWay, hrefOf, offeredWays } from './ways.ts'

/** The other ways in: a code in a letter, a message or the bot's chat; and the password again. */
export function Passwordless({ way, search }: { way: CodeWay | undefined; search: string }) {
  const { others, login } = ways.words.value
  return (
    <OtherWays heading={way ? others : login.others}>
      {way && <a href={hrefOf(undefined, search)}>{login.password}</a>}
      {offeredWays(shop.value.methods).map((key) => key !== way && <a href={hrefOf(key, search)}>{login[key]}</a>)}
    </OtherWays>
  )
}
