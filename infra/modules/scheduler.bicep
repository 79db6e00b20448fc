metadata description = 'A Durable Task Scheduler, billed by what it does, and the hub of the app\'s orchestrations in it.'

import { place, namesOf, taskHub } from '../names.bicep'

param at place

var names = namesOf(at.suffix)

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: names.scheduler
  location: at.location
  tags: at.tags
  properties: {
    sku: { name: 'Consumption' }
    // An empty list keeps everybody out; who may come in is decided by roles.
    ipAllowlist: ['0.0.0.0/0']
  }

  resource hub 'taskHubs' = {
    name: taskHub
    properties: {}
  }
}
