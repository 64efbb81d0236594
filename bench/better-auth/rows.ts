import { drive, driveOnce, visitorHeaders } from '../load.ts'
import { logIn } from '../passwords.ts'
import { roundsOf } from '../ratios.ts'
import type { Row } from '../rows.ts'
import { askWho, signInByCode } from '../signed-in.ts'
import { compare } from '../statistics.ts'
import { CONNECTIONS, type World } from '../world.ts'
import { HASHING_IN_JAVASCRIPT } from './install.ts'
import { CODE, type Other, openOther, PASSWORD } from './other.ts'

const ROUNDS = 5
const SECONDS = 2
const PEOPLE = { asItComes: 320, withoutCleanUp: 1_280 }
/** Codes that wait: what is asked for in the five minutes that a code lives there, at 270 a second, as in a flood. */
const WAITING = 80_000
// A password costs either side most of a core; more at once would only wait.
const HASHING = 8

/** The same things, done by Better Auth on the same machine and PostgreSQL in the same run. */
export async function againstBetterAuth(world: World): Promise<Row[]> {
  return [
    ...(await beside(world, { people: PEOPLE.asItComes }, compareAsItComes)),
    ...(await beside(world, { people: PEOPLE.asItComes, waiting: WAITING }, compareInTheRush)),
    ...(await beside(world, { people: PEOPLE.withoutCleanUp, cleansUp: false }, async (other) => [
      await times({ what: 'Sign-in by code, its clean-up switched off', goal: 2 }, ...byCode(world, other)),
    ])),
    ...(await beside(world, { people: 0, version: HASHING_IN_JAVASCRIPT }, async (other) => [
      await times({ what: 'Sign-in by password, hashed in JavaScript', goal: 8 }, ...byPassword(world, other)),
    ])),
  ]
}

async function beside(
  world: World,
  options: Parameters<typeof openOther>[1],
  measure: (other: Other, world: World) => Promise<Row[]>,
): Promise<Row[]> {
  const other = await openOther(world, options)
  return measure(other, world).finally(() => other.close())
}

async function compareAsItComes(other: Other, world: World): Promise<Row[]> {
  const tokens = (await world.backstage.openSessions(CONNECTIONS)).map(({ accessToken }) => accessToken)
  const askUs = () => askWho(world, tokens)
  return [
    await times({ what: 'Who is signed in', goal: 8 }, askUs, () => getSession(other)),
    await times({ what: 'Sign-in by code', goal: 8 }, ...byCode(world, other)),
    await times({ what: 'Sign-in by password', goal: 8 }, ...byPassword(world, other)),
  ]
}

async function compareInTheRush(other: Other, world: World): Promise<Row[]> {
  const end = await world.backstage.letCodesWait(WAITING)
  const what = `Sign-in by code, beside ${WAITING.toLocaleString('en')} that wait`
  return [await times({ what, goal: 8 }, ...byCode(world, other)).finally(end)]
}

const byCode = (world: World, other: Other) => [() => signInByCode(world), () => verifyPhones(other)] as const

const byPassword = (world: World, other: Other) =>
  [() => logIn(world, HASHING, SECONDS, [200]), () => signIn(other)] as const

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
