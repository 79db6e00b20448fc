using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The names of shared budgets for a shell that completes one: of a server that runs, soon, or none.</summary>
internal static class BudgetNames
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<string> Find(ServerFinder finder)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            // What completes words is not asynchronous.
            return Task.Run(() => FindAsync(finder, patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or TunerApiException or OperationCanceledException or CliException)
        {
            return []; // Nobody wants to read why between two keys.
        }
    }

    private static async Task<IReadOnlyList<string>> FindAsync(ServerFinder finder, CancellationToken cancellationToken)
    {
        if (await finder.TryFindNextAsync(cancellationToken) is not { } connection) return [];
        await using (connection)
            // A shell takes them for words of a command line: from no server one that is more than a name.
            return [.. (await connection.Client.ListBudgetsAsync(cancellationToken)).Items
                .Select(budget => budget.Name).Where(name => Core.Studies.StudyName.TryParse(name) is not null)];
    }
}
