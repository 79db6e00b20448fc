namespace Serverless.Tuner.Objectives.Command;

/// <summary>Removes what a program left, however it left it; links are removed and never followed.</summary>
internal static class DirectoryRemoval
{
    // The last wait is half a second, all of them together one.
    private const int MostRounds = 11;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Removes something with all that is in it, again and again while some process goes on writing into it.</summary>
    /// <param name="parent">The directory that it is in.</param>
    /// <param name="name">Its name there.</param>
    /// <returns>Whether it is gone; what a process that cannot be ended keeps
    /// writing into is not, nor what another file system is mounted on.</returns>
    public static async Task<bool> RemoveAsync(HeldDirectory parent, string name)
    {
        var wait = FirstWait;
        for (var round = 1; !parent.TryRemove(name); round++)
        {
            if (round == MostRounds) return false;
            await Task.Delay(wait);
            wait *= 2;
        }

        return true;
    }
}
