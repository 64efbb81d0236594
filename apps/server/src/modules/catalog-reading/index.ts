/**
 * The catalogue as visitors see it: the tree of categories, lists, search, pages of products, cards. Promises
 * that nothing is seen of what is not shown, that what changes in the catalogue is seen at once in every
 * process, and that what many ask for is read once. Writes nothing; whose tables these are, `#catalog` says.
 */
export { makeDescribePage, makeListAddresses } from './describe-page.ts'
export { makeReadCards, type ReadCards } from './read-cards.ts'
export { type CatalogPorts, catalogRoutes } from './routes.ts'
