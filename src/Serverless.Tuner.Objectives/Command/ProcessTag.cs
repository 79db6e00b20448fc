using System.Globalization;
using System.Security.Cryptography;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A number that a program and all processes under it have as the soft limit of their file locks, which Linux has ignored since
/// 2.4.25. Unlike a session, a parent or an environment, every process inherits it, and loses it only by setting it on purpose.
/// </summary>
internal static class ProcessTag
{
    /// <summary>Digits after a host's own that tell its programs apart.</summary>
    public const int Digits = 8;

    /// <summary>Gives the shell that runs it the tag <c>$0</c> and becomes
    /// the program <c>$@</c>; shells differ in the limit's letter.</summary>
    public const string ExecScript = """{ ulimit -S -w "$0" || ulimit -S -x "$0"; } 2>/dev/null; exec "$@" """;

    /// <summary>Takes the tag from the shell that runs it, which may itself belong to a trial.</summary>
    public const string DropScript = "ulimit -S -w unlimited || ulimit -S -x unlimited";

    private const int HostDigits = 10;
    private static readonly long PerHost = (long)Math.Pow(10, Digits);
    private static int _programs;

    /// <summary>The beginning of all tags of one host: a number of ten digits.</summary>
    public static long NewHost()
    {
        var digits = RandomNumberGenerator.GetString("0123456789", HostDigits - 1);
        return long.Parse($"{RandomNumberGenerator.GetInt32(1, 10)}{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>A tag for a program, unique among a hundred million of a host.</summary>
    public static long Next(long host) => host * PerHost + (uint)Interlocked.Increment(ref _programs) % PerHost;
}
