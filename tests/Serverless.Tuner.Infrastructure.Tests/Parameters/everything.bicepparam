using '../../../infra/main.bicep'

// All that is off where nobody asks for it.
param environmentName = 'everything'
param location = 'westeurope'
param instanceMemoryMB = '4096'
param maximumInstanceCount = 100
param adminKeySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
param maxStudies = 20
param moreSettings = { TUNER_OUTBOUND_ALLOW: 'trainer.internal' }
param virtualNetwork = true
param scheduler = true
param budgetUsd = 50
param budgetEmails = ['owner@example.com']
