using System.Diagnostics;
using Serverless.Tuner.Cli;

namespace Serverless.Tuner.Benchmarks.Startup;

/// <summary>The program <c>tuner</c> as a process of its own, as it lies beside this one.</summary>
internal sealed class TunerChild : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _serves = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TunerChild(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tuner.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process = new Process { StartInfo = start, EnableRaisingEvents = true };
        Process.OutputDataReceived += (_, line) => Hear(line.Data);
        Process.ErrorDataReceived += (_, _) => { };
        Process.Exited += (_, _) =>
        {
            _serves.TrySetException(new CliException($"`tuner` ended with {Process.ExitCode}.", ExitCode.Fault));
            _ended.TrySetResult();
        };
    }

    public Process Process { get; }

    /// <summary>Starts it.</summary>
    public static TunerChild Start(params IEnumerable<string> arguments)
    {
        var child = new TunerChild(arguments);
        child.Process.Start();
        child.Process.BeginOutputReadLine();
        child.Process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => _ended.Task.WaitAsync(s_patience, cancellationToken);

    /// <summary>Waits until it says that it serves: it answers then, and drives studies.</summary>
    public Task ServesAsync(CancellationToken cancellationToken) => _serves.Task.WaitAsync(s_patience, cancellationToken);

    /// <summary>Ends it if it has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        // Not SIGINT: what a shell runs in the background may not hear it.
        if (!Process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{Process.Id}"]);
            await kill.WaitForExitAsync();
            await EndedAsync(CancellationToken.None);
        }

        Process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line?.StartsWith("Serving ", StringComparison.Ordinal) == true) _serves.TrySetResult();
    }
}
