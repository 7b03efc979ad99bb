export { addressService, type MailAddresses } from './address-service.ts'
export { deliverySettings } from './delivery.ts'
export { linkTokens } from './link-token.ts'
export { messageService, type Messages } from './service.ts'
