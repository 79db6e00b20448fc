using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Ends the programs of a host that was killed and so could not do it itself. A small process of its own reads from us which
/// process groups there are; when its input ends, because we have, however that was, it kills those that are left, removes the
/// directories of the trials, and exits.
/// </summary>
/// <remarks>
/// It costs no evaluation anything: a watchdog that cannot be started is done without, one that has died is started again with
/// the next program, one that does not read is not waited for. There is none on Windows.
/// </remarks>
/// <param name="directory">What holds the trials' directories when it is started; none is removed when there is none.</param>
internal sealed class CommandWatchdog(Func<HeldDirectory?>? directory = null) : IDisposable
{
    private const string Shell = "/bin/sh";
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    // The group may not exist yet when a program has only just started; hence its leader too. Programs that left their group,
    // or were started too late to be made known, are found by the tag or the mark, where there is a /proc.
    // The directory to be emptied is the one that this script works in: it was opened before any program ran, and no link leads
    // out of it. Where that is now no shell itself can tell, it remembers its start; hence env. If somebody mounted something in it,
    // all of it is left to the next host.
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

    /// <summary>The one of this process; it lasts as long.</summary>
    public static CommandWatchdog Shared { get; } = new(() => HostDirectory.Shared.Held);

    /// <summary>What the mark of every program starts with, in the variable <see cref="ProcessTree.MarkVariable"/>.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>What the tag of every program starts with.</summary>
    public long Tag { get; } = ProcessTag.NewHost();

    /// <summary>The watchdog's process; null while none runs.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_lock) return Runs() ? _process!.Id : null;
        }
    }

    /// <summary>The process groups that would be killed.</summary>
    public IReadOnlyCollection<int> Groups
    {
        get
        {
            lock (_lock) return [.. _groups];
        }
    }

    /// <summary>Starts it unless it runs; before a program is, so that there is no moment in which nobody would end that.</summary>
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

    /// <summary>Makes a program's process group known, or the id of a program that leads none.</summary>
    public void Add(int group)
    {
        lock (_lock)
        {
            if (_groups.Add(group)) Send('+', group);
        }
    }

    /// <summary>Says that a program is over; its id may soon be another's.</summary>
    public void Remove(int group)
    {
        lock (_lock)
        {
            if (_groups.Remove(group)) Send('-', group);
        }
    }

    /// <summary>Lets go of it, as the end of this process does: it kills what is still registered, and ends.</summary>
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
        // In a session of its own it is not hit by Ctrl-C, nor by what kills our group.
        var setsid = ProcessTree.Setsid;
        var emptied = directory?.Invoke();
        var start = new ProcessStartInfo(setsid ?? Shell)
        {
            WorkingDirectory = emptied?.Path ?? "/",
            // All three: a child that has one of our streams counts as a user of the terminal, and its settings are changed for it.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (setsid is not null) start.ArgumentList.Add(Shell);
        foreach (var argument in (string[])[
            "-c", Script, "tuner-watchdog", $"{Tag}", $"{ProcessTree.MarkVariable}={Mark}", emptied is null ? "" : "empty"])
            start.ArgumentList.Add(argument);
        // Without a mark of its own: a host that is itself some trial's program is killed by it, and this is to survive that.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : DefaultPath;
        try
        {
            var process = Process.Start(start);
            GC.KeepAlive(emptied); // Its path names whatever has the number.
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
            // It has died; the next one is told of all groups.
        }
    }
}
