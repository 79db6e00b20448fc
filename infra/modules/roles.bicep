metadata description = 'The app\'s identity, and just the roles that it needs, each on the one resource that it is for.'

import { place, namesOf } from '../names.bicep'

param at place

@description('Whether there is a Durable Task Scheduler.')
param hasScheduler bool

var names = namesOf(at.suffix)

@description('Built-in roles, by the ids that they have everywhere.')
var ids = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
}

@description('Blob Data Owner, as the Functions host takes leases on its blobs.')
var storageRoles = [ids.storageBlobDataOwner, ids.storageQueueDataContributor, ids.storageTableDataContributor]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: names.identity
  location: at.location
  tags: at.tags
}

resource storage 'Microsoft.Storage/storageAccounts@2026-09-01' existing = {
  name: names.storage
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.insights
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = if (hasScheduler) {
  name: names.scheduler
}

resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in storageRoles: {
    scope: storage
    name: guid(storage.id, identity.id, role)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identity.id, ids.monitoringMetricsPublisher)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ids.monitoringMetricsPublisher)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource onScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasScheduler) {
  scope: scheduler
  name: guid(scheduler.id, identity.id, ids.durableTaskDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ids.durableTaskDataContributor)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}
