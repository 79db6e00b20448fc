metadata description = 'Tells by mail when the resource group costs more than planned. It stops nothing: what trials cost is limited by the budgets of studies.'

param suffix string
param monthlyUsd int
param emails string[]

@description('The first of a month.')
param start string

var whom = { contactEmails: emails, contactRoles: ['Owner'] }

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: 'budget-${suffix}'
  properties: {
    category: 'Cost'
    amount: monthlyUsd
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      spent80Percent: union(
        whom,
        { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 80, thresholdType: 'Actual' }
      )
      spentAll: union(
        whom,
        { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 100, thresholdType: 'Actual' }
      )
      willBeSpent: union(
        whom,
        { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 100, thresholdType: 'Forecasted' }
      )
    }
  }
}
