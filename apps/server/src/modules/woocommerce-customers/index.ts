/**
 * Who our customers are in a WooCommerce. Owns whom of ours it knows by which of its numbers. Promises that nobody is
 * taken for somebody by an address that they have not proven, and that one person is made there once. What is
 * ordered in their name, it does not know.
 */
export { forgetWooCustomer, GUEST, linkCustomer } from './link-customer.ts'
