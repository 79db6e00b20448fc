metadata description = 'The tuner on Azure: a resource group with a function app on Flex Consumption, its storage and its monitoring.'

import { place } from 'names.bicep'

targetScope = 'subscription'

@description('The name of the environment; names of resources and of the resource group come from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The region; Flex Consumption has to be offered there.')
param location string

@description('The memory of an instance in MB, and what a trial is billed for.')
@allowed(['512', '2048', '4096'])
param instanceMemoryMB string = '2048'

@description('How many instances may run at once: the most that load can cost per second.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How many requests an instance serves at once, before another one is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 32

@description('The SHA-256 of the first admin key, in hexadecimal; the key itself stays with its owner. Without it the app answers nobody.')
@maxLength(64)
param adminKeySha256 string = ''

@description('The meter of budgets that name none: empty for none, which makes such a budget an error.')
@allowed(['', 'flex'])
param defaultMeter string = 'flex'

@description('How many studies run at once, the others wait; 0 for no limit.')
@minValue(0)
param maxStudies int = 0

@description('Other settings of the app: a setting that is made by hand is gone after the next deployment. No secret: name one in a key vault.')
param moreSettings { *: string } = {}

@description('Whether the storage is reached over private endpoints in a virtual network only.')
param virtualNetwork bool = false

@description('Whether orchestrations are kept by a Durable Task Scheduler. The app has to be built with -p:DurableTaskScheduler=true.')
param scheduler bool = false

@description('How many days telemetry is kept.')
@minValue(30)
@maxValue(730)
param retentionDays int = 30

@description('How much telemetry is taken in a day, in GB; what is more is dropped.')
@minValue(1)
param dailyQuotaGb int = 1

@description('After how many days files of trials go to cool storage.')
@minValue(1)
param coolArtifactsAfterDays int = 30

@description('US dollars a month of which the budget alert tells; 0 for no alert.')
@minValue(0)
param budgetUsd int = 0

@description('Whom the alert tells, beside the owners of the resource group.')
param budgetEmails string[] = []

@description('The first day of the month in which the alert was set up. It cannot be changed afterwards.')
param budgetStart string = '2026-12-01'

var tags = { 'azd-env-name': environmentName }
var at place = {
  suffix: uniqueString(subscription().id, environmentName, location)
  location: location
  tags: tags
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    at: at
    retentionDays: retentionDays
    dailyQuotaGb: dailyQuotaGb
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    at: at
    isPrivate: virtualNetwork
    coolArtifactsAfterDays: coolArtifactsAfterDays
  }
}

module network 'modules/network.bicep' = if (virtualNetwork) {
  scope: group
  params: {
    at: at
  }
  dependsOn: [storage]
}

module durableScheduler 'modules/scheduler.bicep' = if (scheduler) {
  scope: group
  params: {
    at: at
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    at: at
    hasScheduler: scheduler
  }
  dependsOn: [storage, monitoring, durableScheduler]
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    at: at
    hasScheduler: scheduler
    subnetId: network.?outputs.appSubnetId ?? ''
    instanceMemoryMB: int(instanceMemoryMB)
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    adminKeySha256: adminKeySha256
    defaultMeter: defaultMeter
    maxStudies: maxStudies
    moreSettings: moreSettings
  }
  dependsOn: [storage, monitoring, roles, durableScheduler]
}

module budget 'modules/budget.bicep' = if (budgetUsd > 0) {
  scope: group
  params: {
    suffix: at.suffix
    monthlyUsd: budgetUsd
    emails: budgetEmails
    start: budgetStart
  }
}

@description('Where the app answers, for TUNER_SERVER.')
output TUNER_SERVER string = app.outputs.url

@description('The function app, for az functionapp.')
output SERVICE_API_NAME string = app.outputs.name

@description('The resource group that holds everything.')
output AZURE_RESOURCE_GROUP string = group.name
