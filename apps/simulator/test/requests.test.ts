import { describe, expect, it } from 'vitest'
import { call, refusal, request, simulate, startedPerson } from './support.ts'

describe('a call', () => {
  it('of a method that does not exist is not found', async () => {
    const answer = await call(await simulate(), 'sendMoney')
    expect(answer.status).toBe(404)
    expect(answer.body).toEqual({ ok: false, error_code: 404, description: 'Not Found' })
  })

  it('of a real method that is not simulated is told so', async () => {
    const answer = await call(await simulate(), 'sendVenue')
    expect(answer.status).toBe(404)
    expect(answer.body.description).toBe('Not Found: the simulator does not speak the method sendVenue')
  })

  it('with a wrong token is unauthorized', async () => {
    const simulator = await simulate()
    const response = await fetch(`${simulator.apiRoot}/bot123:${'a'.repeat(35)}/getMe`)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
  })

  it('with what is no token at all is not found', async () => {
    const simulator = await simulate()
    expect((await fetch(`${simulator.apiRoot}/bothello/getMe`)).status).toBe(404)
    expect((await fetch(`${simulator.apiRoot}/bot${simulator.botToken}`)).status).toBe(404)
  })

  it('does not care for the case of the method', async () => {
    expect((await call(await simulate(), 'GETME')).body.result.is_bot).toBe(true)
  })

  it('with a body that is no JSON is refused', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"chat_id":' }
    expect((await request(await simulate(), 'sendMessage', init)).body.error_code).toBe(400)
  })

  it('records names that the Bot API does not know, which it ignores', async () => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    expect(await refusal(simulator, 'sendMessage', { chat_id: id, text: 'x', reply_keyboard: {} })).toBeUndefined()
    expect(simulator.calls().at(-1)).toMatchObject({
      method: 'sendMessage',
      status: 200,
      unknownParameters: ['reply_keyboard'],
      parameters: { text: 'x' },
    })
  })

  it('records how it was refused', async () => {
    const simulator = await simulate()
    await call(simulator, 'sendMessage', { chat_id: 1, text: 'x' })
    expect(simulator.calls().at(-1)).toMatchObject({ status: 400, description: 'Bad Request: chat not found' })
  })
})

describe('parameters are read from', () => {
  const reply_markup = JSON.stringify({ inline_keyboard: [[{ text: 'b', callback_data: 'c' }]] })

  const ways: [string, (id: number) => [string, RequestInit]][] = [
    [
      'the address',
      (id) => [`sendMessage?${new URLSearchParams({ chat_id: `${id}`, text: 'привет', reply_markup })}`, {}],
    ],
    [
      'an urlencoded body',
      (id) => [
        'sendMessage',
        { method: 'POST', body: new URLSearchParams({ chat_id: `${id}`, text: 'привет', reply_markup }) },
      ],
    ],
    [
      'a multipart body',
      (id) => {
        const form = new FormData()
        for (const [name, value] of Object.entries({ chat_id: `${id}`, text: 'привет', reply_markup }))
          form.set(name, value)
        return ['sendMessage', { method: 'POST', body: form }]
      },
    ],
    [
      'a JSON body',
      (id) => [
        'sendMessage',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ chat_id: id, text: 'привет', reply_markup: JSON.parse(reply_markup) }),
        },
      ],
    ],
  ]
  it.each(ways)('%s', async (_name, way) => {
    const simulator = await simulate()
    const person = startedPerson(simulator)
    const answer = await request(simulator, ...way(person.id))
    expect(answer.body).toMatchObject({ ok: true, result: { text: 'привет', chat: { id: person.id } } })
    expect(person.chat().at(-1)?.inlineKeyboard[0]?.[0]?.text).toBe('b')
  })
})
