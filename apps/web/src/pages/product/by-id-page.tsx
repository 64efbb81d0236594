import { useEffect, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { productPath } from '../../parts/product-card.tsx'
import { Spinner } from '../../parts/spinner.tsx'
import { navigate } from '../../router.tsx'
import type { Page, Params } from '../../routes.ts'
import { openShopWords } from '../../shop-words.ts'
import { api } from '../../site.ts'

/** Links into the Mini App name a product by its id, for its slug may be in any script. */
function ByIdPage({ params }: { params: Params }) {
  const [failure, fail] = useState<unknown>()
  const { id = '' } = params
  useEffect(() => {
    api.get('/api/products/by-id/:id', { id }).then((card) => navigate(productPath(card), { replace: true }), fail)
  }, [id])
  if (failure) throw failure
  return <Spinner page />
}

export const page: Page = {
  title: () => words.value.header.catalog,
  View: ByIdPage,
  prepare: openShopWords,
}
