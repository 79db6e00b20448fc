using System.Diagnostics;
using System.Text;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The commands in the pages do what the pages say, as far as they can be run here; the others are marked.</summary>
public sealed class DocumentedCommandsTests(ITestOutputHelper output)
{
    private const int PagesAtOnce = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    // What the folder of a reader has who has come to the command.
    private static readonly IReadOnlyDictionary<string, string> s_files = new Dictionary<string, string>
    {
        ["space.json"] = """{ "lr": [0.001, 0.1, "log"] }""",
        ["train.py"] = "import json, sys\nprint(json.dumps({'value': float(sys.argv[sys.argv.index('--lr') + 1])}))\n",
        ["study.json"] = """{ "name": "own-file", "objective": "linear-regression" }""",
    };

    [Fact]
    public void Blocks_AreRunOrSayWhyNot()
    {
        var blocks = DocumentedCommands.All().ToArray();
        Assert.True(blocks.Length > 40, $"Only {blocks.Length} blocks of commands were found.");

        Assert.Empty(blocks.Where(block => !block.IsRun && block.Mark is null)
            .Select(block => $"{block.Page}:{block.Line} has commands: begin it with ```sh, or put <!-- not run: reason --> before it"));
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Assert.Empty(blocks.Where(block => block.Mark?.Split(": ") is ["run by", var test] && !tests.Contains(test))
            .Select(block => $"{block.Page}:{block.Line} is {block.Mark}, which is no test"));
    }

    [Fact]
    public async Task Commands_OfEachPage_RunAsTheyStand()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pages are for a POSIX shell");
        var folder = Directory.CreateTempSubdirectory("tuner-documented-");
        try
        {
            var (data, port) = (Path.Combine(folder.FullName, "data"), TunerProcess.FreePort());
            await using var server = TunerProcess.StartIn(
                folder.FullName, new Dictionary<string, string> { ["TUNER_OUTBOUND_ALLOW"] = "127.0.0.1" },
                "serve", "--data", data, "--port", $"{port}", "--table-port", "0");
            var client = TunerProcess.Client(port, data);
            await server.ReadyAsync(client);
            // The study that examples speak of.
            await client.StartStudyAsync("""{ "name": "digits", "objective": "linear-regression", "trials": 20 }""");

            var failures = new List<string>();
            await Parallel.ForEachAsync(
                DocumentedCommands.All().Where(block => block.IsRun).GroupBy(block => block.Page),
                new ParallelOptions { MaxDegreeOfParallelism = PagesAtOnce },
                async (page, _) =>
                {
                    var commands = string.Concat(page.Select(block => block.Text)).Replace(":7071", $":{port}", StringComparison.Ordinal);
                    var (code, printed) = await RunAsync(Readers(folder, page.Key), data, commands);
                    lock (failures)
                    {
                        output.WriteLine($"{page.Key}:\n{printed}");
                        if (code != 0) failures.Add($"{page.Key}: exit code {code}\n{printed}");
                    }
                });
            Assert.Empty(failures);
            await server.InterruptAsync();
            await server.EndAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A folder as a reader of a page has it: the checkout's files, a program <c>tuner</c>, and what the page supposes.</summary>
    private static string Readers(DirectoryInfo parent, string page)
    {
        var folder = parent.CreateSubdirectory(page.Replace('/', '-')).FullName;
        foreach (var part in (string[])["samples", "clients", "docs"])
            Directory.CreateSymbolicLink(Path.Combine(folder, part), Path.Combine(Repository.Root, part));
        foreach (var (name, text) in s_files) File.WriteAllText(Path.Combine(folder, name), text);
        Directory.CreateSymbolicLink(Path.Combine(folder, ".tuner"), Path.Combine(parent.FullName, "data"));
        var program = Path.Combine(folder, "tuner");
        // A server runs already, the same for all pages.
        File.WriteAllText(program, $"""
            #!/bin/sh
            [ "$1" = serve ] || exec dotnet "{Path.Combine(AppContext.BaseDirectory, "tuner.dll")}" "$@"
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private static async Task<(int Code, string Output)> RunAsync(string folder, string data, string commands)
    {
        var script = new StringBuilder("set -eu\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\nexec 2>&1\n").Append(commands);
        var start = new ProcessStartInfo("bash", ["-c", script.ToString()])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var variable in (string[])["TUNER_SERVER", "TUNER_STORAGE", "TUNER_KEY"]) start.Environment.Remove(variable);
        start.Environment["TUNER_DATA"] = data;
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            var printed = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, printed);
        }
        catch (OperationCanceledException)
        {
            return (-1, $"It did not end within {s_patience}:\n{commands}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
