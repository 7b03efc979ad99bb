import { createRoute, z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { Devices } from './device-service.ts'
import { refused, walletOf } from './routes-answers.ts'
import type { LedgerRouteParts } from './routes.ts'
import * as schemas from './routes-schemas.ts'

export type DeviceRouteParts = Pick<LedgerRouteParts, 'guard'> & { readonly devices: Devices }

/** The devices of this browser's wallet: seeing them, taking the wallet from one that was lost. */
export const deviceRoutes = ({ devices, guard }: DeviceRouteParts) =>
  createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/wallets/me/devices',
        tags: ['currency'],
        summary: 'The devices that open this wallet',
        middleware: [guard('wallet.read')] as const,
        responses: {
          200: { description: 'Devices', content: { 'application/json': { schema: schemas.devicesSchema } } },
          401: problemAnswer('No wallet in this browser'),
        },
      }),
      async (c) => {
        const mine = c.get('actor').wallet?.deviceId
        const known = await devices.devicesOf(walletOf(c))
        c.header('cache-control', 'no-store')
        return c.json({ devices: known.map((one) => ({ ...one, isThisOne: one.deviceId === mine })) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/wallets/me/devices/{deviceId}',
        tags: ['currency'],
        summary: 'Take the wallet from a device; done twice it does nothing twice',
        middleware: [guard('wallet.device.revoke')] as const,
        request: { params: z.object({ deviceId: schemas.idSchema }) },
        responses: {
          204: { description: 'The device opens nothing from now on' },
          401: problemAnswer('No wallet in this browser'),
          404: problemAnswer('No device of this wallet'),
        },
      }),
      async (c) => {
        const revoked = await devices.revoke(walletOf(c), c.req.valid('param').deviceId)
        return revoked.ok ? c.body(null, 204) : refused(c, revoked.error)
      },
    )
