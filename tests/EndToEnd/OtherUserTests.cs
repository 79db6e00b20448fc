using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;

namespace Serverless.Tuner.EndToEnd;

/// <summary>Another user of the machine reaches the ports, and gets nothing from them, nor from the files.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OtherUserTests
{
    private const string Nobody = "65534";

    // The same for every Azurite, and in its documentation.
    private const string PublishedKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Answers the user that it runs as, a status for each request, and
    /// for each path what reading, listing and writing it comes to.</summary>
    private const string Script = """
        const fs = require('node:fs');
        const { requests, paths } = JSON.parse(process.argv[1]);
        const attempt = act => { try { act(); return 'done'; } catch (error) { return error.code; } };
        (async () => {
          const statuses = [];
          for (const { method, url, authorization } of requests) {
            const headers = { accept: 'application/json', ...(authorization && { authorization }), ...(method === 'POST' && { 'content-type': 'application/json' }) };
            const answer = await fetch(url, { method, headers, body: method === 'POST' ? '{}' : undefined });
            statuses.push(answer.status);
          }
          const files = paths.flatMap(path => [attempt(() => fs.readFileSync(path)), attempt(() => fs.readdirSync(path)), attempt(() => fs.accessSync(path, fs.constants.W_OK))]);
          console.log(JSON.stringify({ user: process.getuid(), statuses, files }));
        })();
        """;

    [Fact]
    public async Task AnotherUser_GetsNothingFromTheApiTheTablesAndTheFiles()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "Only root can be another user, by setpriv.");
        await using var served = await Served.StartAsync();
        List<string> paths = [served.Data, .. Directory.GetFileSystemEntries(served.Data, "*", SearchOption.AllDirectories)];

        var seen = await AsNobodyAsync(new { requests = Requests(served), paths });

        Assert.Equal(Nobody, seen.GetProperty("user").ToString());
        var statuses = seen.GetProperty("statuses").Deserialize<int[]>()!;
        Assert.All(statuses[..2], status => Assert.Equal(200, status)); // That a server is there is told to everybody.
        Assert.All(statuses[2..5], status => Assert.Equal(401, status));
        Assert.All(statuses[5..], status => Assert.Equal(403, status));
        Assert.All(seen.GetProperty("files").Deserialize<string[]>()!, result => Assert.Equal("EACCES", result));
        foreach (var file in (string[])["token", "azurite.key", "lock", "server.json", "tables/azurite.json", "log/azurite.log"])
            Assert.Contains(Path.Combine(served.Data, file), paths);
    }

    /// <summary>The modes of each for itself: also when somebody opens the directory above it later.</summary>
    [Fact]
    public async Task EveryFileAndDirectory_IsItsOwnersAlone()
    {
        await using var served = await Served.StartAsync();

        foreach (var entry in (IEnumerable<string>)[served.Data,
            .. Directory.GetFileSystemEntries(served.Data, "*", SearchOption.AllDirectories)])
        {
            var expected = Directory.Exists(entry) ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                : UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal((entry, expected), (entry, File.GetUnixFileMode(entry)));
        }
    }

    [Fact]
    public async Task Serve_SaysWhereTheTokenIs_AndNotWhatItIs()
    {
        await using var served = await Served.StartAsync();
        var file = Path.Combine(served.Data, "token");

        Assert.Contains($"Serving http://127.0.0.1:{served.Url.Port} ", served.Output, StringComparison.Ordinal);
        Assert.Contains(file, served.Output, StringComparison.Ordinal);
        Assert.DoesNotContain((await File.ReadAllTextAsync(file)).Trim(), served.Output, StringComparison.Ordinal);
    }

    private static List<object> Requests(Served served)
    {
        var studies = new Uri(served.Url, "v1/tuner/studies");
        var service = new TableServiceClient(served.Tables, new TableSharedKeyCredential("devstoreaccount1", PublishedKey));
        var signed = service.GetTableClient("tunerstudies").GenerateSasUri(TableSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1));
        return
        [
            new { method = "GET", url = new Uri(served.Url, "v1/tuner/health") },
            new { method = "GET", url = new Uri(served.Url, "v1/tuner/ready") },
            new { method = "GET", url = studies },
            new { method = "POST", url = studies },
            new { method = "GET", url = studies, authorization = "Bearer guess" },
            new { method = "GET", url = new Uri($"{served.Tables}/tunerstudies") },
            new { method = "GET", url = new Uri($"{served.Tables}/Tables") },
            new { method = "GET", url = signed },
            new { method = "POST", url = signed },
        ];
    }

    private static async Task<JsonElement> AsNobodyAsync(object work)
    {
        string[] arguments = [
            $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "node", "-e", Script, JsonSerializer.Serialize(work)];
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/setpriv", arguments)
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return JsonDocument.Parse(await output).RootElement;
    }
}
