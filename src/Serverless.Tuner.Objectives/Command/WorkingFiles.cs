using System.IO.Enumeration;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Makes a study's files available in a trial's own directory, by the same names. Small files are copies, so that a trial may
/// write into them; large ones and directories are links.
/// </summary>
internal static class WorkingFiles
{
    /// <summary>The largest file that is copied, in bytes.</summary>
    public const long LargestCopy = 1024 * 1024;

    /// <summary>How much is copied in all, in bytes, the smallest files first.</summary>
    public const long MostCopied = 64 * LargestCopy;

    public const int MostEntries = 10_000;

    /// <summary>Fills <paramref name="work"/>, which is empty, from <paramref name="source"/>.</summary>
    /// <exception cref="ObjectiveException">The source cannot be read, or has more than <see cref="MostEntries"/> entries.</exception>
    public static void Provide(string source, string work)
    {
        var room = MostCopied;
        // Names break ties, so that every trial has the same copies.
        foreach (var entry in List(source).OrderBy(e => e.Size).ThenBy(e => e.Name, StringComparer.Ordinal))
        {
            var from = Path.Combine(source, entry.Name);
            var to = Path.Combine(work, entry.Name);
            // The source may be the temporary directory, which holds the trials' directories.
            if (work.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal)) continue;
            if (entry.Size <= Math.Min(room, LargestCopy) && TryCopy(from, to, entry.Size)) room -= entry.Size;
            else Link(from, to, entry.IsDirectory);
        }
    }

    private static List<Entry> List(string source)
    {
        if (!Directory.Exists(source)) throw new ObjectiveException($"The working directory '{source}' does not exist.");
        try
        {
            var all = new FileSystemEnumerable<Entry>(
                source, Entry.Of, new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false });
            var entries = all.Take(MostEntries + 1).ToList();
            return entries.Count <= MostEntries
                ? entries
                : throw new ObjectiveException(
                    $"The working directory '{source}' has more than {MostEntries:N0} entries, which every trial would have to be given; " +
                    "put data into a directory of its own, or name another \"workingDirectory\".");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ObjectiveException($"The working directory '{source}' cannot be read.", e);
        }
    }

    /// <returns>False when it may not be read: a program that needs it gets that error itself.</returns>
    private static bool TryCopy(string from, string to, long size)
    {
        try
        {
            // A pipe or a socket has no size; reading it would wait for a writer.
            if (size == 0) File.Create(to).Dispose();
            else File.Copy(from, to);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException e) when (e is FileNotFoundException || !File.Exists(from))
        {
            return true; // It has gone meanwhile.
        }
    }

    private static void Link(string from, string to, bool isDirectory)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(to, from);
            return;
        }

        try
        {
            if (isDirectory) Directory.CreateSymbolicLink(to, from);
            else File.CreateSymbolicLink(to, from);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On Windows links need a privilege.
            if (!isDirectory) File.Copy(from, to);
            else CopyAll(from, to);
        }
    }

    private static void CopyAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var directory in Directory.EnumerateDirectories(from)) CopyAll(directory, Path.Combine(to, Path.GetFileName(directory)));
    }

    // The size is in bytes, of a link's target; NoFile for what is no file.
    private readonly record struct Entry(string Name, long Size, bool IsDirectory)
    {
        private const long NoFile = long.MaxValue;

        public static Entry Of(ref FileSystemEntry entry)
        {
            var name = entry.FileName.ToString();
            var isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
            if (entry.IsDirectory) return new Entry(name, NoFile, IsDirectory: true);
            return new Entry(name, isLink ? SizeOfTarget(entry.ToFullPath()) : entry.Length, IsDirectory: false);
        }

        private static long SizeOfTarget(string link)
        {
            try
            {
                return File.ResolveLinkTarget(link, returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : NoFile;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return NoFile; // It leads round in a circle.
            }
        }
    }
}
