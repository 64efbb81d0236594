/**
 * Telegram on this machine: a Bot API that refuses what Telegram refuses, people who use it, and a
 * page to be one of them; and a mail server whose letters all end up in a box on that page;
 * and four SMS providers whose messages end up on a phone there; and a WooCommerce with its
 * mistakes. For demos and tests; it is never started in production.
 */
export type { RecordedCall } from './bot-api/calls.ts'
export type { Fault, FaultScope, Faults } from './faults.ts'
export type { MailFault, MailFaultScope, MailFaults } from './mail/faults.ts'
export type { Expected } from './patience.ts'
export type { SimulatedPerson } from './person.ts'
export type { ChatMessage } from './seen-chat.ts'
export { type SimulatedMail, type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts'
export type { SimulatedSms } from './sms/simulated-sms.ts'
export type { ShopControls } from './woocommerce/controls.ts'
export type { WooFault, WooFaultScope, WooFaults } from './woocommerce/faults.ts'
export { type SimulatedWooCommerce, startWooCommerce, type WooCommerceOptions } from './woocommerce/start.ts'
export type { DeliveryRecord } from './woocommerce/webhooks/courier.ts'
export type { WooCall } from './woocommerce/wire/calls.ts'
export { ActionRefused, type CardToSend, type Pressed } from './world/actions.ts'
export type { PersonOverrides } from './world/people.ts'
export type { LetterRecord } from './world/state.ts'
export type { Notice } from './world/world.ts'
