using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A program and everything it starts, ended together. <see cref="Process.Kill(bool)"/> follows parents and so misses a
/// grandchild whose parent has ended. On Linux the program therefore leads a session of its own, whose process group is
/// killed; it carries a mark in its environment, by which what left the group is found; and what has dropped that too is
/// found by working in the trial's directory. Should this process be killed itself, <see cref="CommandWatchdog"/> does the same.
/// </summary>
internal sealed class ProcessTree : IDisposable
{
    /// <summary>The environment variable with the mark.</summary>
    public const string MarkVariable = "TUNER_PROCESS_TREE";

    /// <summary>The program that makes another the leader of a new session; null where there is none.</summary>
    public static readonly string? Setsid = OperatingSystem.IsLinux() ? ProgramLocator.Find("setsid", "/", Environment.GetEnvironmentVariable("PATH")) : null;

    private const int KillSignal = 9;
    private const int TerminateSignal = 15;
    private const int MostSweeps = 20;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMilliseconds(1);
    private readonly byte[] _mark;
    private readonly string _inside;
    private readonly long _startTicks;
    private readonly Lock _lock = new();
    private bool _killed;

    private ProcessTree(Process root, string mark, TrialDirectory directory)
    {
        Root = root;
        _mark = Encoding.ASCII.GetBytes($"{MarkVariable}={mark}\0");
        _inside = directory.Location + Path.DirectorySeparatorChar;
        _startTicks = OperatingSystem.IsLinux() ? new LinuxProcess(root.Id).StartTicks() : 0;
    }

    /// <summary>The program itself.</summary>
    public Process Root { get; }

    /// <summary>Starts <paramref name="program"/> (a path) with its streams redirected, and with no other environment than the one given.</summary>
    public static ProcessTree Start(
        string program, IEnumerable<string> arguments, TrialDirectory directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Setsid ?? program)
        {
            WorkingDirectory = directory.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // Executed in place: the program has the process id that we see, and is the leader of its session and group.
        if (Setsid is not null) start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var mark = CommandWatchdog.Shared.Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        start.Environment[MarkVariable] = mark;
        CommandWatchdog.Shared.EnsureStarted();
        var root = Process.Start(start)!;
        CommandWatchdog.Shared.Add(root.Id);
        return new ProcessTree(root, mark, directory);
    }

    /// <summary>Asks the program and its process group to end.</summary>
    /// <returns>Whether that could be; there is no such way on Windows.</returns>
    public bool Terminate()
    {
        lock (_lock)
        {
            if (_killed || OperatingSystem.IsWindows()) return false;
            // What has only just been started may not lead its group yet.
            return (Setsid is not null && SendSignal(-Root.Id, TerminateSignal) == 0) || SendSignal(Root.Id, TerminateSignal) == 0;
        }
    }

    /// <summary>Ends whatever of it still runs; once only, because ids are given to others later.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            if (_killed) return;
            _killed = true;
            try
            {
                KillAll();
            }
            finally
            {
                CommandWatchdog.Shared.Remove(Root.Id);
            }
        }
    }

    /// <summary>Kills it and lets go of its streams.</summary>
    public void Dispose()
    {
        Kill();
        Root.Dispose();
    }

    private void KillAll()
    {
        if (!OperatingSystem.IsLinux())
        {
            Root.Kill(entireProcessTree: true);
            return;
        }

        Root.Kill();
        if (Setsid is not null) _ = SendSignal(-Root.Id, KillSignal);
        // Again until nothing is left: what was found may just have started something.
        for (var sweep = 0; sweep < MostSweeps && KillMarked(); sweep++) Thread.Sleep(BetweenSweeps);
    }

    private bool KillMarked()
    {
        var again = false;
        foreach (var process in LinuxProcess.All())
        {
            var environment = process.Environment().AsSpan();
            if (environment.IndexOf(_mark) >= 0)
                again |= SendSignal(process.Id, KillSignal) == 0;
            else if (IsInside(process))
                again |= SendSignal(process.Id, KillSignal) == 0;
            else if (environment.IsEmpty)
                // It may be replacing itself by another program right now, and show its environment in a moment.
                again |= process.HasProgram() && process.StartTicks() >= _startTicks;
        }

        return again;
    }

    // A shell that somebody opened there to look around has a terminal; what a trial starts has none.
    private bool IsInside(LinuxProcess process) =>
        process.WorkingDirectory() is { } directory && directory.StartsWith(_inside, StringComparison.Ordinal)
        && !process.HasTerminal() && process.StartTicks() >= _startTicks;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
