using System.Globalization;
using System.Security.Cryptography;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A number that a program and all that it starts carry as the soft limit of their file locks, a limit that Linux has but has
/// not looked at since 2.4.25. Unlike a session, a parent or an environment a limit is inherited by whatever a process starts,
/// in whatever way; a process loses it only by setting it on purpose.
/// </summary>
internal static class ProcessTag
{
    /// <summary>Digits after a host's own that tell its programs apart.</summary>
    public const int Digits = 8;

    /// <summary>Gives the shell that runs it the tag <c>$0</c> and becomes
    /// the program <c>$@</c>; shells differ in the limit's letter.</summary>
    public const string ExecScript = """{ ulimit -S -w "$0" || ulimit -S -x "$0"; } 2>/dev/null; exec "$@" """;

    /// <summary>Takes the tag from the shell that runs it, which may be some trial's itself.</summary>
    public const string DropScript = "ulimit -S -w unlimited || ulimit -S -x unlimited";

    private const int HostDigits = 10;
    private static readonly long PerHost = (long)Math.Pow(10, Digits);
    private static int _programs;

    /// <summary>What all tags of one host start with: a number of ten digits.</summary>
    public static long NewHost()
    {
        var digits = RandomNumberGenerator.GetString("0123456789", HostDigits - 1);
        return long.Parse($"{RandomNumberGenerator.GetInt32(1, 10)}{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>A tag that no other program of the host has, unless there are a hundred million of them.</summary>
    public static long Next(long host) => host * PerHost + (uint)Interlocked.Increment(ref _programs) % PerHost;
}
