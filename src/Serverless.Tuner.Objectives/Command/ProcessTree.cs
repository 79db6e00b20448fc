using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A program and everything it starts, ended together. <see cref="Process.Kill(bool)"/> follows parents and so misses a
/// grandchild whose parent has ended. On Linux the program therefore leads a session of its own, whose process group is killed;
/// processes that have left that, as daemons do, are found by the <see cref="ProcessTag"/> that they inherit, or, where limits
/// cannot be set or read, by a mark in their environment. When this process is killed, <see cref="CommandWatchdog"/> does the same.
/// </summary>
internal sealed partial class ProcessTree : IDisposable
{
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

    public Process Root { get; }

    /// <summary>Starts a program, given by its path, with redirected streams and in this environment alone.</summary>
    public static ProcessTree Start(
        string program, IEnumerable<string> arguments, TrialDirectory directory, IReadOnlyDictionary<string, string> environment)
    {
        var tag = ProcessTag.Next(CommandWatchdog.Shared.Tag);
        // Each executes the next in its place: the program has the process id that .NET sees, and leads its session and group.
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

    /// <summary>Asks the program and its process group to end; false when it cannot be asked, as on Windows.</summary>
    public bool Terminate()
    {
        lock (_lock)
        {
            if (_killed || OperatingSystem.IsWindows()) return false;
            // A program that has only just been started may not lead its group yet.
            return (Setsid is not null && SendSignal(-Root.Id, TerminateSignal) == 0) || SendSignal(Root.Id, TerminateSignal) == 0;
        }
    }

    /// <summary>Kills what still runs; once only, because other processes may have the ids later.</summary>
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
        // Until nothing is left: a process that was found may just have started another.
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

    /// <summary>The command that sets variables which a shell would drop, such as functions that another shell exported.</summary>
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
