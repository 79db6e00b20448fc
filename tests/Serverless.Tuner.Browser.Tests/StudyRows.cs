using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Azure.Data.Tables.Sas;
using Azure.Data.Tables;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Storage;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>The rows of a study that was created and not yet begun, as whoever may write to the tables would insert them.</summary>
/// <param name="Study">Its own, in <c>tunerstudies</c>.</param>
/// <param name="Index">Its entry, in <c>tunerindex</c>.</param>
internal sealed record StudyRows(string Study, string Index)
{
    /// <summary>Rows that make a server run a program.</summary>
    public static async Task<StudyRows> MakeAsync(string name, params string[] command)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        var service = new TableServiceClient(azurite.ConnectionString);
        var spec = new StudySpec
        {
            Name = name,
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Command, Command = command, WorkingDirectory = Path.GetTempPath() },
            Directions = [Direction.Minimize],
            SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }],
            Trials = 1,
        };
        await new StudyStore(new TunerTables(service), TimeProvider.System, SpecComparison.BuiltIn)
            .CreateAsync(spec, CancellationToken.None);
        return new StudyRows(await ReadAsync(service, "tunerstudies"), await ReadAsync(service, "tunerindex"));
    }

    private static async Task<string> ReadAsync(TableServiceClient service, string table)
    {
        var signed = service.GetTableClient(table).GenerateSasUri(TableSasPermissions.All, DateTimeOffset.UtcNow.AddMinutes(5));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/json;odata=fullmetadata"));
        var address = new UriBuilder(signed) { Path = signed.AbsolutePath + "()" };
        var row = JsonNode.Parse(await http.GetStringAsync(address.Uri))!["value"]!.AsArray().Single()!.AsObject();
        foreach (var given in row.Select(property => property.Key).Where(
            key => key.StartsWith("odata.", StringComparison.Ordinal) || key.StartsWith("Timestamp", StringComparison.Ordinal)).ToList())
            row.Remove(given);
        return row.ToJsonString();
    }
}
