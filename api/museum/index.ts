export { imageService, type Images } from './image-service.ts'
