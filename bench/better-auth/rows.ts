import { drive, driveOnce, visitorHeaders } from '../load.ts'
import { logIn } from '../passwords.ts'
import { roundsOf } from '../ratios.ts'
import type { Row } from '../rows.ts'
import { askWho, signInByCode } from '../signed-in.ts'
import { compare } from '../statistics.ts'
import { CONNECTIONS, type World } from '../world.ts'
import { CODE, type Other, openOther, PASSWORD } from './other.ts'

const ROUNDS = 5
const SECONDS = 2
const PEOPLE = { asItComes: 320, withoutCleanUp: 1_280 }
// A password costs either side most of a core; more at once would only wait.
const HASHING = 8

/** The same things, done by Better Auth on the same machine and PostgreSQL in the same run. */
export async function againstBetterAuth(world: World): Promise<Row[]> {
  const asItComes = await openOther(world, { people: PEOPLE.asItComes, cleansUp: true })
  const rows = await compareAsItComes(world, asItComes).finally(() => asItComes.close())
  const other = await openOther(world, { people: PEOPLE.withoutCleanUp, cleansUp: false })
  const what = 'Sign-in by code, its clean-up switched off'
  const row = await times({ what, goal: 2 }, ...byCode(world, other)).finally(() => other.close())
  return [...rows, row]
}

async function compareAsItComes(world: World, other: Other): Promise<Row[]> {
  const tokens = (await world.backstage.openSessions(CONNECTIONS)).map(({ accessToken }) => accessToken)
  const askUs = () => askWho(world, tokens)
  const logInHere = () => logIn(world, HASHING, SECONDS, [200])
  return [
    await times({ what: 'Who is signed in', goal: 8 }, askUs, () => getSession(other)),
    await times({ what: 'Sign-in by code', goal: 8 }, ...byCode(world, other)),
    await times({ what: 'Sign-in by password', goal: 8 }, logInHere, () => signIn(other)),
  ]
}

const byCode = (world: World, other: Other) => [() => signInByCode(world), () => verifyPhones(other)] as const

function getSession({ url, cookie }: Other): Promise<number> {
  return drive({
    url,
    connections: CONNECTIONS,
    seconds: SECONDS,
    requests: () => [{ path: '/api/auth/get-session', headers: { ...visitorHeaders(), cookie } }],
    expected: [200],
  })
}

async function verifyPhones(other: Other): Promise<number> {
  await other.issueCodes()
  return driveOnce({
    url: other.url,
    connections: CONNECTIONS,
    requests: other.phones.map((phoneNumber) => ({
      method: 'POST',
      path: '/api/auth/phone-number/verify',
      headers: { ...visitorHeaders(), origin: other.url, 'content-type': 'application/json' },
      body: JSON.stringify({ phoneNumber, code: CODE }),
    })),
    expected: [200],
  })
}

function signIn({ url, email }: Other): Promise<number> {
  return drive({
    url,
    connections: HASHING,
    seconds: SECONDS * 2,
    requests: () => [
      {
        method: 'POST',
        path: '/api/auth/sign-in/email',
        headers: { ...visitorHeaders(), origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: PASSWORD }),
      },
    ],
    expected: [200],
  })
}

async function times(
  { what, goal }: { what: string; goal: number },
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Row> {
  for (const measure of [ours, theirs]) await measure()
  const compared = await compare(ROUNDS, ours, theirs)
  return {
    what: `${what}, against Better Auth`,
    goal: `≥ ${goal}x`,
    measured: `${compared.ratio.toFixed(1)}x`,
    basis: `${Math.round(compared.ours)}/s and ${Math.round(compared.theirs)}/s; ${roundsOf(compared, 1)}`,
    met: compared.ratio >= goal,
  }
}
