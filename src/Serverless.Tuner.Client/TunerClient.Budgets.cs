namespace Serverless.Tuner.Client;

/// <content>Budgets that many studies share.</content>
public sealed partial class TunerClient
{
    private const string Budgets = $"{Root}/budgets";

    /// <summary>All shared budgets by name.</summary>
    public Task<PageView<BudgetView>> ListBudgetsAsync(CancellationToken cancellationToken = default) =>
        GetAsync<PageView<BudgetView>>(Budgets, cancellationToken);

    /// <summary>One shared budget.</summary>
    public Task<BudgetView> GetBudgetAsync(string name, CancellationToken cancellationToken = default) =>
        GetAsync<BudgetView>(Budget(name), cancellationToken);

    /// <summary>Makes a shared budget, or makes it what it is to be; a limit that is lowered stops no trial that runs.</summary>
    public Task<BudgetView> PutBudgetAsync(string name, BudgetRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<BudgetView>(HttpMethod.Put, Budget(name), Json(request), cancellationToken);

    /// <summary>Deletes a shared budget; refused while a study of it has not ended.</summary>
    public Task DeleteBudgetAsync(string name, CancellationToken cancellationToken = default) =>
        DeleteAsync(Budget(name), cancellationToken);

    private static string Budget(string name) => $"{Budgets}/{Uri.EscapeDataString(name)}";
}
