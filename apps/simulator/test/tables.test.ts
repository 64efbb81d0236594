import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { otherMethods } from '../src/bot-api/other-methods.ts'
import { methods } from '../src/bot-api/tables.ts'
import { updateTypes } from '../src/updates/queue.ts'

// The published types are the Bot API's own tables in another dress; they are read as text, because types are gone at run time.
const folder = new URL('../../../node_modules/@gramio/types/out/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//gu, '')
const [published, params, objects] = [read('methods.d.ts'), read('params.d.ts'), read('objects.d.ts')]

function fieldsOf(source: string, name: string): { name: string; required: boolean }[] {
  const body = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`, 'u').exec(source)?.[1] ?? ''
  return [...body.matchAll(/^ {4}(\w+)(\??):/gmu)].map(([, field = '', optional]) => ({
    name: field,
    required: !optional,
  }))
}

describe('the tables agree with the published Bot API (T1)', () => {
  it.each(Object.entries(methods))('in the parameters of %s', (method, table) => {
    const name = `${method.charAt(0).toUpperCase()}${method.slice(1)}Params`
    const mine = Object.entries<string>(table).map(([field, kind]) => ({ name: field, required: kind.endsWith('!') }))
    expect(mine).toEqual(fieldsOf(params, name))
  })

  it('in the names of the methods', () => {
    const names = [...published.matchAll(/^ {4}(\w+): CallAPI/gmu)].map((match) => match[1])
    expect([...Object.keys(methods), ...otherMethods].sort()).toEqual(names.sort())
  })

  it('in the kinds of updates', () => {
    const kinds = fieldsOf(objects, 'TelegramUpdate').map(({ name }) => name)
    expect(['update_id', ...updateTypes]).toEqual(kinds)
  })
})
