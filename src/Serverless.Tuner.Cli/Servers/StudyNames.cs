using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The names of studies and schedules for a shell that completes one: of a server that runs, soon, or none.</summary>
internal static class StudyNames
{
    private const int Most = 1000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<string> Find(ServerFinder finder) => Find(finder, StudiesAsync);

    public static IReadOnlyList<string> FindSchedules(ServerFinder finder) => Find(finder, SchedulesAsync);

    private static IReadOnlyList<string> Find(
        ServerFinder finder, Func<TunerClient, CancellationToken, Task<IEnumerable<string?>>> names)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            // What completes words is not asynchronous.
            return Task.Run(() => FindAsync(finder, names, patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or TunerApiException or OperationCanceledException or CliException)
        {
            return []; // Nobody wants to read why between two keys.
        }
    }

    private static async Task<IReadOnlyList<string>> FindAsync(
        ServerFinder finder, Func<TunerClient, CancellationToken, Task<IEnumerable<string?>>> names, CancellationToken cancellationToken)
    {
        if (await finder.TryFindNextAsync(cancellationToken) is not { } connection) return [];
        await using (connection)
        {
            // A shell takes them for words of a command line: from no server one that is more than a name.
            return [.. (await names(connection.Client, cancellationToken))
                .Select(Core.Studies.StudyName.TryParse).OfType<Core.Studies.StudyName>().Select(name => name.ToString())];
        }
    }

    private static async Task<IEnumerable<string?>> StudiesAsync(TunerClient client, CancellationToken cancellationToken)
    {
        var page = await client.QueryStudyFieldsAsync(["name"], new StudyQuery { Limit = Most }, cancellationToken);
        return page.Items.Select(study => study.TryGetValue("name", out var name) ? name.ToString() : null);
    }

    private static async Task<IEnumerable<string?>> SchedulesAsync(TunerClient client, CancellationToken cancellationToken) =>
        (await client.ListSchedulesAsync(cancellationToken)).Items.Select(schedule => schedule.Name);
}
