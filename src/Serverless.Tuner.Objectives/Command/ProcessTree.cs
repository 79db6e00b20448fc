using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A program and everything it starts, ended together. <see cref="Process.Kill(bool)"/> follows parents and so misses a
/// grandchild whose parent has ended. On Linux the program therefore leads a session of its own, whose process group is killed;
/// and what has left that, as a daemon does, is found by the <see cref="ProcessTag"/> that it cannot but inherit, or where limits
/// cannot be set or seen by a mark in its environment. Should this process be killed itself, <see cref="CommandWatchdog"/> does
/// the same.
/// </summary>
internal sealed partial class ProcessTree : IDisposable
{
    /// <summary>The environment variable with the mark.</summary>
    public const string MarkVariable = "TUNER_PROCESS_TREE";

    /// <summary>The program that makes another the leader of a new session; null where there is none.</summary>
    public static readonly string? Setsid = OnLinux("setsid");

    private const string Shell = "/bin/sh";
    private static readonly string? Env = OnLinux("env");
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;
    private const int MostSweeps = 20;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMilliseconds(1);
    private readonly byte[] _mark;
    private readonly long _tag;
    private readonly Lock _lock = new();
    private bool _killed;

    private ProcessTree(Process root, string mark, long tag)
    {
        Root = root;
        _mark = Encoding.ASCII.GetBytes($"{MarkVariable}={mark}\0");
        _tag = tag;
    }

    /// <summary>The program itself.</summary>
    public Process Root { get; }

    /// <summary>Starts <paramref name="program"/> (a path) with its streams
    /// redirected, and with no other environment than the one given.</summary>
    public static ProcessTree Start(
        string program, IEnumerable<string> arguments, TrialDirectory directory, IReadOnlyDictionary<string, string> environment)
    {
        var tag = ProcessTag.Next(CommandWatchdog.Shared.Tag);
        // Executed in place, one after the other: the program has the process id that we see, and leads its session and group.
        string[] command = Setsid is null ? [program, .. arguments]
            : [Shell, "-c", ProcessTag.ExecScript, $"{tag}", .. PastTheShell(environment), Setsid, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var mark = CommandWatchdog.Shared.Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        start.Environment[MarkVariable] = mark;
        CommandWatchdog.Shared.EnsureStarted();
        var root = Process.Start(start)!;
        CommandWatchdog.Shared.Add(root.Id);
        return new ProcessTree(root, mark, tag);
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
        for (var sweep = 0; sweep < MostSweeps && KillStrays(); sweep++) Thread.Sleep(BetweenSweeps);
    }

    private bool KillStrays()
    {
        var again = false;
        foreach (var process in LinuxProcess.All())
            if (IsOurs(process) && process.Runs())
                again |= SendSignal(process.Id, KillSignal) == 0;
        return again;
    }

    private bool IsOurs(LinuxProcess process) => process.LockLimit() == _tag || process.Environment().AsSpan().IndexOf(_mark) >= 0;

    /// <summary>What gives the program the variables that a shell would not
    /// hand on, such as a function that another shell exported.</summary>
    private static IEnumerable<string> PastTheShell(IReadOnlyDictionary<string, string> environment)
    {
        string[] odd = [.. environment.Where(v => !ShellName.IsMatch(v.Key) && v.Key is [not '-', ..]).Select(v => $"{v.Key}={v.Value}")];
        return odd.Length > 0 && Env is not null ? [Env, .. odd] : [];
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ShellName { get; }

    private static string? OnLinux(string program) =>
        OperatingSystem.IsLinux() ? ProgramLocator.Find(program, "/", Environment.GetEnvironmentVariable("PATH")) : null;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
