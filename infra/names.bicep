metadata description = 'What the modules share: where resources are, and what they are called.'

@export()
@description('Where resources of an environment are, and what marks them.')
type place = {
  @description('Makes names unique.')
  @minLength(13)
  @maxLength(13)
  suffix: string

  location: string
  tags: { *: string }
}

@export()
type names = {
  @minLength(3)
  @maxLength(24)
  storage: string

  identity: string
  insights: string
  workspace: string
  scheduler: string
  network: string
}

@export()
@description('The names of the resources that more than one module speaks of; known before anything is there, so that a what-if is exact.')
func namesOf(suffix string) names => {
  storage: 'sttuner${suffix}'
  identity: 'id-${suffix}'
  insights: 'appi-${suffix}'
  workspace: 'log-${suffix}'
  scheduler: 'dts-${suffix}'
  network: 'vnet-${suffix}'
}

@export()
@description('The container of the app\'s own files.')
var packageContainer = 'app-package'

@export()
@description('The hub of the app\'s orchestrations in a Durable Task Scheduler.')
var taskHub = 'tuner'
