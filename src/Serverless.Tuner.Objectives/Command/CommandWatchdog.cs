using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Ends the programs of a host that was killed. A small process reads from the host which process groups there are; when its input
/// ends, because the host has ended in whatever way, it kills the groups that are left, removes the trials' directories, and exits.
/// </summary>
/// <remarks>
/// No evaluation waits for it: the host works without a watchdog that cannot be started, and starts one that has died again with the
/// next program. There is none on Windows.
/// </remarks>
/// <param name="directory">Returns what holds the trials' directories; null when there is nothing to remove.</param>
internal sealed class CommandWatchdog(Func<HeldDirectory?>? directory = null) : IDisposable
{
    private const string Shell = "/bin/sh";
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    // A program that has only just started may not have its group yet; hence its leader is killed, too. Programs that left their group,
    // or were started too late to be reported, are found by the tag or the mark, where there is a /proc.
    // The directory to be emptied is the working directory of this script: it was opened before any program ran, and no link leads out
    // of it. A shell's own pwd would return where it started; hence env. If something is mounted in it, it is left to the next host.
    private static readonly string Script = $$"""
        exec >/dev/null 2>&1
        trap '' HUP INT QUIT TERM PIPE
        {{ProcessTag.DropScript}}
        groups=' '
        while read -r sign id; do
          this=" $id "
          case $sign in
            +) groups="$groups$id " ;;
            -) case $groups in *"$this"*) groups="${groups%%$this*} ${groups#*$this}" ;; esac ;;
          esac
        done
        for id in $groups; do
          kill -KILL "-$id"
          kill -KILL "$id"
        done
        strays() {
          for file in $(grep -lsE -- "^Max file locks +$1[0-9]{{{ProcessTag.Digits}}} " /proc/[0-9]*/limits; grep -lsF -- "$2" /proc/[0-9]*/environ); do
            stat=$(cat "${file%/*}/stat")
            case ${stat##*') '} in [ZX]*|'') ;; *) echo "$file" ;; esac
          done
        }
        sweep=0
        while [ $sweep -lt 20 ]; do
          found=$(strays "$1" "$2")
          [ -n "$found" ] || break
          for file in $found; do
            id=${file#/proc/}
            kill -KILL "${id%%/*}"
          done
          sweep=$((sweep + 1))
        done
        [ -n "$3" ] || exit
        sweep=0
        while [ $sweep -lt 20 ] && here=$(env pwd -P) && [ "$here" != / ] && [ -d "$here" ]; do
          while read -r _ _ _ _ point _; do
            case $(printf %b "$point") in "$here"/*) exit ;; esac
          done </proc/self/mountinfo
          chmod u+rwx -- "$here"
          chmod -R u+rwX .
          find . ! -name . -prune -exec rm -rf -- {} +
          rmdir -- "$here"
          sweep=$((sweep + 1))
        done
        """;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _groups = [];
    private Process? _process;
    private Task _written = Task.CompletedTask;
    private bool _disposed;

    public static CommandWatchdog Shared { get; } = new(() => HostDirectory.Shared.Held);

    /// <summary>The beginning of every program's mark in the variable <see cref="ProcessTree.MarkVariable"/>.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The beginning of every program's tag.</summary>
    public long Tag { get; } = ProcessTag.NewHost();

    public int? ProcessId
    {
        get { lock (_lock) return Runs() ? _process!.Id : null; }
    }

    public IReadOnlyCollection<int> Groups
    {
        get { lock (_lock) return [.. _groups]; }
    }

    /// <summary>Starts it unless it runs. Called before each program is started, so that no program is ever without it.</summary>
    public void EnsureStarted()
    {
        if (OperatingSystem.IsWindows()) return;
        lock (_lock)
        {
            if (_disposed || Runs()) return;
            if (_process is not null) _ = CloseAsync(_written, _process);
            _process = Start();
            _written = Task.CompletedTask;
            foreach (var group in _groups) Send('+', group);
        }
    }

    /// <summary>Reports a program's process group, or the id of a program that leads none.</summary>
    public void Add(int group)
    {
        lock (_lock)
            if (_groups.Add(group)) Send('+', group);
    }

    /// <summary>Reports that a program is over: another process may soon have its id.</summary>
    public void Remove(int group)
    {
        lock (_lock)
            if (_groups.Remove(group)) Send('-', group);
    }

    /// <summary>Closes its input, as the end of this process does: it kills the groups that are left, and ends.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            if (_process is not null) _ = CloseAsync(_written, _process);
            _process = null;
        }
    }

    private bool Runs() => _process is { HasExited: false };

    private Process? Start()
    {
        // In a session of its own, which Ctrl-C and signals to the host's group do not reach.
        var setsid = ProcessTree.Setsid;
        var emptied = directory?.Invoke();
        var start = new ProcessStartInfo(setsid ?? Shell)
        {
            WorkingDirectory = emptied?.Path ?? "/",
            // All three: .NET changes the terminal's settings for a child that has one of the host's streams.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (setsid is not null) start.ArgumentList.Add(Shell);
        foreach (var argument in (string[])[
            "-c", Script, "tuner-watchdog", $"{Tag}", $"{ProcessTree.MarkVariable}={Mark}", emptied is null ? "" : "empty"])
            start.ArgumentList.Add(argument);
        // Without the host's own mark: a host that is itself a trial's program is killed by it, and the watchdog must survive that.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : DefaultPath;
        try
        {
            var process = Process.Start(start);
            GC.KeepAlive(emptied); // Its path names the directory only while that is open.
            return process;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private void Send(char sign, int group)
    {
        if (_process is not null) _written = WriteAsync(_written, _process.StandardInput.BaseStream, $"{sign} {group}\n");
    }

    private static async Task CloseAsync(Task before, Process process)
    {
        await before;
        await process.StandardInput.BaseStream.DisposeAsync();
        process.Dispose();
    }

    private static async Task WriteAsync(Task before, Stream input, string line)
    {
        await before;
        try
        {
            await input.WriteAsync(Encoding.ASCII.GetBytes(line));
            await input.FlushAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has died; all groups are reported to the next one.
        }
    }
}
