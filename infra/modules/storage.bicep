metadata description = 'The storage account: studies in tables, files of trials and the app itself in blobs, messages of orchestrations in queues.'

import { place, namesOf, packageContainer } from '../names.bicep'

param at place

var names = namesOf(at.suffix)

@description('Whether it answers private endpoints only.')
param isPrivate bool

param coolArtifactsAfterDays int

@description('Where Durable Functions keeps what is too long for its tables: the name of the task hub in host.json, in small letters.')
var largeMessages = 'tunerhub-largemessages'

@description('After this many days a large message is of no run any more: a study\'s history begins anew every hundred trials.')
var largeMessageDays = 180

resource account 'Microsoft.Storage/storageAccounts@2026-09-01' = {
  name: names.storage
  location: at.location
  tags: at.tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource packages 'containers' = {
      name: packageContainer
      properties: { publicAccess: 'None' }
    }

    resource artifacts 'containers' = {
      name: 'tuner-artifacts'
      properties: { publicAccess: 'None' }
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'cool-artifacts'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['tuner-artifacts/'] }
              actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: coolArtifactsAfterDays } } }
            }
          }
          {
            name: 'drop-large-messages'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${largeMessages}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: largeMessageDays } } }
            }
          }
        ]
      }
    }
    dependsOn: [blobs]
  }
}
