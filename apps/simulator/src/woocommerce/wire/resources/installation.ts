import type { GatewayRecord } from '../../world/state.ts'
import type { Call, Route } from '../call.ts'
import { WpError } from '../errors.ts'

/** How the shop is set up, to be read: gateways, settings, versions. */
export const installationRoutes: Route[] = [
  {
    methods: ['GET'],
    path: '/wc/v3/payment_gateways',
    right: 'list',
    answer: (call) => ({ body: call.shop.state.gateways.map((gateway) => gatewayView(call, gateway)) }),
  },
  {
    methods: ['GET'],
    path: '/wc/v3/payment_gateways/:gateway',
    right: 'view',
    answer: (call) => {
      const gateway = call.shop.state.gateways.find(({ id }) => id === call.words.gateway)
      if (!gateway) throw new WpError(404, 'woocommerce_rest_payment_gateway_invalid', 'Resource does not exist.')
      return { body: gatewayView(call, gateway) }
    },
  },
  {
    methods: ['GET'],
    path: '/wc/v3/settings/general',
    right: 'list',
    answer: (call) => ({ body: generalSettings(call) }),
  },
  {
    methods: ['GET'],
    path: '/wc/v3/settings/general/:setting',
    right: 'view',
    answer: (call) => {
      const setting = generalSettings(call).find(({ id }) => id === call.words.setting)
      if (!setting) throw new WpError(404, 'rest_setting_setting_invalid', 'Invalid setting.')
      return { body: setting }
    },
  },
  {
    methods: ['GET'],
    path: '/wc/v3/settings/tax/:setting',
    right: 'view',
    answer: (call) => {
      const setting = taxSettings(call).find(({ id }) => id === call.words.setting)
      if (!setting) throw new WpError(404, 'rest_setting_setting_invalid', 'Invalid setting.')
      return { body: setting }
    },
  },
  {
    methods: ['GET'],
    path: '/wc/v3/taxes',
    right: 'list',
    answer: ({ shop }) => {
      const rates = shop.settings.taxes?.rates ?? []
      const body = rates.map(({ class: name, percent }, at) => ({
        ...{ id: at + 1, country: '', state: '', postcode: '', city: '', rate: percent.toFixed(4), name: 'Tax' },
        ...{ priority: 1, compound: false, shipping: true, order: at, class: name || 'standard' },
      }))
      return { body }
    },
  },
  {
    methods: ['GET'],
    path: '/wc/v3/settings/advanced',
    right: 'list',
    answer: (call) => ({ body: ['cart', 'checkout', 'myaccount'].map((name) => pageSetting(call, name)) }),
  },
  {
    methods: ['GET'],
    path: '/wc/v3/settings/products',
    right: 'list',
    answer: (call) => ({ body: [pageSetting(call, 'shop')] }),
  },
  {
    methods: ['GET'],
    path: '/wc/v3/settings/:group',
    right: 'list',
    answer: () => {
      throw new WpError(404, 'rest_setting_setting_group_invalid', 'Invalid setting group.')
    },
  },
  { methods: ['GET'], path: '/wc/v3/system_status', right: 'list', answer: (call) => ({ body: systemStatus(call) }) },
]

function gatewayView({ root }: Call, gateway: GatewayRecord): object {
  const { id, title, description, order, enabled, method_title, method_description } = gateway
  const path = `${root}/wc/v3/payment_gateways`
  const _links = { self: [{ href: `${path}/${id}` }], collection: [{ href: path }] }
  const settings = {
    title: { id: 'title', label: 'Title', description: '', type: 'safe_text', value: title, default: '' },
  }
  return {
    ...{ id, title, description, order, enabled, method_title, method_description },
    ...{ method_supports: ['products'], settings, needs_setup: false, post_install_scripts: [], settings_url: '' },
    ...{ connection_url: null, setup_help_text: null, required_settings_keys: [], _links },
  }
}

/** Ids are texts here, and nothing where there is none. */
const pageSetting = ({ shop }: Call, name: string) => ({
  ...{ id: `woocommerce_${name}_page_id`, label: '', description: '', type: 'select', default: '', tip: '' },
  value: String(shop.state.wooPages.get(name) ?? ''),
})

const settingOf = (root: string, group: string) => (id: string, value: string, label: string) => ({
  ...{ id, label, description: '', type: 'text', default: '', tip: '', value },
  _links: { self: [{ href: `${root}/wc/v3/settings/${group}/${id}` }] },
})

function taxSettings({ shop, root }: Call) {
  const setting = settingOf(root, 'tax')
  const { areInside, shippingClass } = shop.settings.taxes ?? { areInside: false, shippingClass: 'inherit' }
  return [
    setting('woocommerce_prices_include_tax', areInside ? 'yes' : 'no', 'Prices entered with tax'),
    setting('woocommerce_shipping_tax_class', shippingClass, 'Shipping tax class'),
  ]
}

/** All values are texts, the number of decimals too. */
function generalSettings({ shop, root }: Call) {
  const { currency, decimals, country, takesCoupons, taxes } = shop.settings
  const setting = settingOf(root, 'general')
  return [
    setting('woocommerce_default_country', country, 'Country / State'),
    setting('woocommerce_allowed_countries', 'all', 'Selling location(s)'),
    setting('woocommerce_calc_taxes', taxes ? 'yes' : 'no', 'Enable taxes'),
    setting('woocommerce_enable_coupons', takesCoupons ? 'yes' : 'no', 'Enable coupons'),
    setting('woocommerce_calc_discounts_sequentially', 'no', ''),
    setting('woocommerce_currency', currency, 'Currency'),
    setting('woocommerce_currency_pos', 'left', 'Currency position'),
    setting('woocommerce_price_thousand_sep', ',', 'Thousand separator'),
    setting('woocommerce_price_decimal_sep', '.', 'Decimal separator'),
    setting('woocommerce_price_num_decimals', String(decimals), 'Number of decimals'),
  ]
}

function systemStatus({ shop }: Call): object {
  const { version, wordpressVersion, hpos, hposSync, currency, decimals } = shop.settings
  return {
    environment: {
      ...{ home_url: shop.url, site_url: shop.url, version, wp_version: wordpressVersion, wp_multisite: false },
      ...{ wp_memory_limit: 268435456, wp_debug_mode: false, wp_cron: true, language: 'ru_RU' },
      ...{ server_info: 'nginx', php_version: '8.3.27', external_object_cache: null, default_timezone: 'UTC' },
    },
    database: { wc_database_version: version, database_prefix: 'wp_' },
    active_plugins: [{ plugin: 'woocommerce/woocommerce.php', name: 'WooCommerce', version, network_activated: false }],
    settings: {
      ...{ api_enabled: false, force_ssl: false, currency, currency_symbol: currency, currency_position: 'left' },
      ...{ thousand_separator: ',', decimal_separator: '.', number_of_decimals: decimals },
      ...{ order_datastore: hpos ? orderTables : orderPosts, HPOS_feature_enabled: true },
      ...{ HPOS_enabled: hpos, HPOS_sync_enabled: hposSync },
    },
    security: { secure_connection: false, hide_errors: true },
    pages: [],
    post_type_counts: [{ type: 'product', count: String(shop.state.products.size) }],
  }
}

const orderTables = 'Automattic\\WooCommerce\\Internal\\DataStores\\Orders\\OrdersTableDataStore'
const orderPosts = 'WC_Order_Data_Store_CPT'
