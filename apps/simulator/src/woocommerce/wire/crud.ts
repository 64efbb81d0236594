import { type Answer, type Call, editing, numbered, type Route } from './call.ts'
import { WpError } from './errors.ts'
import { listOf, type Params } from './php-query.ts'
import { isTrue } from './schema.ts'

/** What one kind of thing can do; the routes are the same for all. */
export interface Resource<Item extends { id: number }> {
  /** `/wc/v3/products`, or below something: `/wc/v3/products/:product(^\\d+$)/variations`. */
  path: string
  ofPosts?: boolean
  list(call: Call): Answer
  find(call: Call, id: number): Item | undefined
  /** How it is called in `woocommerce_rest_…_invalid_id`. */
  unknown: { code: string; message: string /** Of a change, where it is not 404. */; onChange?: number }
  create(call: Call, body: Params): Item | Promise<Item>
  update(call: Call, item: Item, body: Params): Item | Promise<Item>
  /** Takes it away and answers what is to be shown of it. */
  remove(call: Call, item: Item, force: boolean): object
  view(call: Call, item: Item): object
}

export function crudRoutes<Item extends { id: number }>(resource: Resource<Item>): Route[] {
  const { path, ofPosts = false } = resource
  const one = `${path}/${numbered('id')}`
  const found = (call: Call, status: number) => findOr(resource, call, call.ids.id ?? 0, status)
  const onChange = resource.unknown.onChange ?? 404
  return [
    { methods: ['GET'], path, right: 'list', ofPosts, answer: resource.list },
    {
      methods: ['POST'],
      path,
      right: 'create',
      answer: async (call) => {
        const item = await resource.create(call, call.body)
        return { status: 201, headers: { location: `${call.address}/${item.id}` }, body: resource.view(call, item) }
      },
    },
    {
      methods: ['GET'],
      path: one,
      right: 'view',
      ofPosts,
      answer: (call) => ({ body: resource.view(call, found(call, 404)) }),
    },
    {
      methods: editing,
      path: one,
      right: 'edit',
      answer: async (call) => ({
        body: resource.view(call, await resource.update(call, found(call, onChange), call.body)),
      }),
    },
    {
      methods: ['DELETE'],
      path: one,
      right: 'delete',
      answer: (call) => ({ body: resource.remove(call, found(call, 404), isTrue(call.body.force)) }),
    },
    { methods: editing, path: `${path}/batch`, right: 'batch', answer: (call) => batch(resource, call) },
  ]
}

function findOr<Item extends { id: number }>(resource: Resource<Item>, call: Call, id: number, status: number): Item {
  const item = resource.find(call, id)
  if (!item) throw new WpError(status, resource.unknown.code, resource.unknown.message)
  return item
}

const largestBatch = 100

/** Many at once: what fails fails by itself, inside a 200. */
async function batch<Item extends { id: number }>(resource: Resource<Item>, call: Call): Promise<Answer> {
  const lists = { create: listOf(call.body.create), update: listOf(call.body.update), delete: listOf(call.body.delete) }
  if (lists.create.length + lists.update.length + lists.delete.length > largestBatch) {
    const message = `Unable to accept more than ${largestBatch} items for this request.`
    throw new WpError(413, 'woocommerce_rest_request_entity_too_large', message)
  }
  const onChange = resource.unknown.onChange ?? 404
  const answer: Record<string, object[]> = {}
  const run = async (kind: keyof typeof lists, act: (item: unknown) => Promise<object> | object) => {
    if (lists[kind].length === 0) return
    const done: object[] = []
    for (const item of lists[kind]) done.push(await orError(item, act))
    answer[kind] = done
  }
  await run('create', async (item) => resource.view(call, await resource.create(call, paramsOf(item))))
  await run('update', async (item) => {
    const found = findOr(resource, call, idOf(item), onChange)
    return resource.view(call, await resource.update(call, found, paramsOf(item)))
  })
  await run('delete', (item) => resource.remove(call, findOr(resource, call, idOf(item), 404), true))
  return { body: answer }
}

async function orError(item: unknown, act: (item: unknown) => Promise<object> | object): Promise<object> {
  try {
    return await act(item)
  } catch (error) {
    if (!(error instanceof WpError)) throw error
    const { code, message, data } = error
    return { id: idOf(item), error: { code, message, data } }
  }
}

const paramsOf = (item: unknown): Params => (typeof item === 'object' && item !== null ? { ...item } : {})

const idOf = (item: unknown): number => Number(typeof item === 'object' ? paramsOf(item).id : item) || 0

/** `_links`, which WordPress adds to everything. */
export function links(call: Call, path: string, id: number, more: object = {}): object {
  return {
    self: [{ href: `${call.root}${path}/${id}`, targetHints: { allow: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] } }],
    collection: [{ href: `${call.root}${path}` }],
    ...more,
  }
}

/** What the second attempt to trash is told. */
export function alreadyTrashed(kind: string): WpError {
  return new WpError(410, 'woocommerce_rest_already_trashed', `The ${kind} has already been deleted.`)
}

export const trashNotSupported = (who: string): WpError =>
  new WpError(501, 'woocommerce_rest_trash_not_supported', `${who} trashing.`)
