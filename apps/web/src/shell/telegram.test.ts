import { afterEach, expect, test, vi } from 'vitest'
import { openTelegramShell } from './telegram.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const version = (text: string) => text.split('.').map(Number)
const isAtLeast = (its: string, asked: string) => {
  const [a = [], b = []] = [version(its), version(asked)]
  return (a[0] ?? 0) > (b[0] ?? 0) || (a[0] === b[0] && (a[1] ?? 0) >= (b[1] ?? 0))
}

/** A Telegram of some version, as its script shows it to the page: what it does not know it complains of. */
function stubTelegram(its: string) {
  const calls: string[] = []
  const knows = (since: string, name: string) => () => {
    calls.push(isAtLeast(its, since) ? name : `${name} is not supported`)
  }
  const WebApp = {
    ...{ colorScheme: 'light', initDataUnsafe: {}, isVersionAtLeast: (asked: string) => isAtLeast(its, asked) },
    ...{ ready: () => {}, expand: knows('6.0', 'expand'), close: () => {}, onEvent: () => {} },
    BackButton: { show: knows('6.1', 'back'), hide: knows('6.1', 'back'), onClick: () => {}, offClick: () => {} },
    HapticFeedback: { notificationOccurred: knows('6.1', 'haptics'), impactOccurred: knows('6.1', 'haptics') },
    enableClosingConfirmation: knows('6.2', 'closing'),
    disableClosingConfirmation: knows('6.2', 'closing'),
    openInvoice: knows('6.1', 'invoice'),
    openTelegramLink: knows('6.0', 'link'),
    requestContact: knows('6.9', 'contact'),
  }
  const script = { onload: () => {} }
  const page = new EventTarget()
  vi.stubGlobal('window', Object.assign(page, { Telegram: { WebApp }, innerHeight: 700 }))
  vi.stubGlobal('document', {
    documentElement: { dataset: {}, style: { getPropertyValue: () => '' } },
    createElement: () => script,
    head: { append: () => script.onload() },
  })
  return { calls, page: page as EventTarget & { innerHeight: number } }
}

test.each(['6.0', '6.1', '6.2', '6.9', '10.3'])(
  'a Telegram of %s is asked for nothing that it does not know (T2, T12)',
  async (its) => {
    const { calls } = stubTelegram(its)
    const shell = await openTelegramShell()
    shell?.offerBack(() => {})
    shell?.offerBack(undefined)
    shell?.guardClosing(true)
    shell?.guardClosing(false)
    shell?.feelOutcome(true)
    shell?.feel()
    expect(shell?.openInvoice('https://t.me/$invoice', () => {})).toBe(its !== '6.0')
    shell?.openTelegram('https://t.me/shop_bot')
    void shell?.askPhone?.()
    expect(calls.filter((call) => call.endsWith('not supported'))).toEqual([])
    expect(calls).toContain('expand')
  },
)

test('a page that iOS has folded to a line is unfolded, and no other (T16)', async () => {
  const { calls, page } = stubTelegram('10.3')
  await openTelegramShell()
  const unfolded = () => calls.filter((call) => call === 'expand').length
  expect(unfolded()).toBe(1)
  page.dispatchEvent(new Event('resize'))
  expect(unfolded()).toBe(1)
  page.innerHeight = 1
  page.dispatchEvent(new Event('resize'))
  expect(unfolded()).toBe(2)
})
