/**
 * What somebody wants before they order it: carts and favourites, of customers and of guests, who are
 * known by a cookie. Promises that a cart keeps what its owner asked for and says what is wrong with
 * it, that nothing is lost when a guest signs in (what has no room in the cart becomes a favourite), and that a cart becomes one order at most. Holds no
 * stock and decides no price: what is to be had, and for what, the catalogue says whenever a cart is shown.
 */
export { nameOf } from './describe-cart.ts'
export { admirers } from './favorites-store.ts'
export { addLines, type CartToOrder, cartLines, takeCart } from './for-orders.ts'
export { ownerOf } from './guest-cookie.ts'
export { exportCart, forgetCart, sweepCarts } from './keep-carts.ts'
export { filledCarts, keepCart, listLinesOf } from './left-carts.ts'
export { followJoin, mergeGuest } from './merge-guest.ts'
export type { Owner } from './model.ts'
export type {
  CartPorts,
  CouponAnswer,
  CouponDesk,
  CouponQuestion,
  FavoritePorts,
  ReadCards,
  ShowPorts,
} from './ports.ts'
export { cartRoutes, favoriteRoutes } from './routes.ts'
export { readCart } from './show-cart.ts'
