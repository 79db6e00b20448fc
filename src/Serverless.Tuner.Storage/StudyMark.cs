using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Storage;

/// <summary>
/// A moment in the life of a study, up to which a caller knows it. Rows have no common count of their changes, and clocks of storage
/// servers differ, so it is not a time: it says up to where the memory of one process had been told. Another process, or the same one when
/// it has forgotten, tells everything again that can have changed since: trials from <see cref="Floor"/> on. Nothing is ever left out.
/// </summary>
/// <param name="Created">When the study was created, in ticks: another one of the same name is told as a whole.</param>
/// <param name="Revision">The study's revision.</param>
/// <param name="Memory">The memory of the process that made the mark.</param>
/// <param name="Stamp">The last change that the memory had learnt of.</param>
/// <param name="Floor">Trials of lower numbers had ended for good, and were told as they ended.</param>
/// <param name="Version">Names what the rows held that can still change; the same in every process.</param>
public sealed record StudyMark(long Created, int Revision, string Memory, long Stamp, int Floor, string Version)
{
    /// <summary>How many changes of the study had been told: trials that a later one hid, or showed again, are told again.</summary>
    public int Edits { get; init; }

    /// <summary>Before everything.</summary>
    public static StudyMark Start { get; } = new(0, 0, "", 0, 0, "");

    /// <summary>The version in a mark before which not everything was told: no other equals it.</summary>
    internal const string CutVersion = "cut";

    /// <summary>The version of a study's row and the rows of its open trials, by number: all others have ended for good.</summary>
    internal static string VersionOf(ETag study, IEnumerable<ETag> open)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(study.ToString()));
        foreach (var row in open) hash.AppendData(Encoding.UTF8.GetBytes($"\n{row}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }
}
