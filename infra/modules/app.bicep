metadata description = 'The function app on Flex Consumption, which reaches everything as its identity and holds no key.'

import { place, namesOf, packageContainer, taskHub } from '../names.bicep'

param at place

@description('Whether orchestrations are kept by the Durable Task Scheduler, not in the storage account.')
param hasScheduler bool

@description('Empty where the storage is reached over the internet.')
param subnetId string

param instanceMemoryMB int
param maximumInstanceCount int
param httpConcurrency int
param adminKeySha256 string
param defaultMeter string
param maxStudies int
param moreSettings { *: string }

var names = namesOf(at.suffix)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.identity
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

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${at.suffix}'
  location: at.location
  tags: at.tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${at.suffix}'
  location: at.location
  tags: union(at.tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      moreSettings,
      {
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.properties.clientId
        AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
        AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
        AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
        // Else the host shows its own page where the dashboard is.
        AzureWebJobsDisableHomepage: 'true'
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
        TUNER_FLEX_MEMORY_MB: string(instanceMemoryMB)
      },
      empty(adminKeySha256) ? {} : { TUNER_ADMIN_KEY_SHA256: adminKeySha256 },
      empty(defaultMeter) ? {} : { TUNER_DEFAULT_METER: defaultMeter },
      maxStudies == 0 ? {} : { TUNER_MAX_STUDIES: string(maxStudies) },
      !hasScheduler
        ? {}
        : {
            DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.properties.endpoint};Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}'
            AzureFunctionsJobHost__extensions__durableTask__hubName: taskHub
            AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
            AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
          }
    )
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
