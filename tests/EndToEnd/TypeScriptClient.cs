using System.Diagnostics;
using System.Text;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The client of <c>clients/typescript</c>, made by its own tools when something of it has changed.</summary>
internal static class TypeScriptClient
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task> s_built = new(BuildOnceAsync);

    /// <summary>Where it is.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "clients", "typescript");

    /// <summary>All of it in one module.</summary>
    public static string Bundle => Path.Combine(Folder, "dist", "tuner.min.js");

    /// <summary>Has it ready to be used.</summary>
    public static Task BuildAsync() => s_built.Value;

    /// <summary>Runs a program in its folder; what that printed.</summary>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{printed}");
        return printed.ToString();

        void Append(string? line)
        {
            lock (printed) printed.AppendLine(line);
        }
    }

    private static async Task BuildOnceAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            await RunAsync("npm", ["ci", "--no-progress"]); // Which builds it, too.
            installed.LastWriteTimeUtc = DateTime.UtcNow;
        }

        var newest = Directory.EnumerateFiles(Folder, "*.json")
            .Concat(((string[])["src", "scripts"]).SelectMany(f => Directory.EnumerateFiles(Path.Combine(Folder, f))))
            .Max(File.GetLastWriteTimeUtc);
        if (!File.Exists(Bundle) || File.GetLastWriteTimeUtc(Bundle) < newest) await RunAsync("npm", ["run", "build"]);
    }
}
