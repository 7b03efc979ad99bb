export { harvestService } from './harvest-service.ts'
export { imageService, type Images } from './image-service.ts'
export { presentationService } from './presentation-service.ts'
export { recordService } from './record-service.ts'
