namespace Serverless.Tuner.Objectives.Tests.Command;

/// <summary>What the operating system says about processes.</summary>
internal static class Processes
{
    /// <summary>Whether a process still runs; one that has ended and waits for its parent does not.</summary>
    public static bool Runs(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
