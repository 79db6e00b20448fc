namespace Serverless.Tuner.Cli;

/// <summary>The exit codes of <c>tuner</c>.</summary>
internal static class ExitCode
{
    /// <summary>Done; for a watched study: it ended with a best trial.</summary>
    public const int Done = 0;

    /// <summary>A watched study ended without any complete trial, or was deleted.</summary>
    public const int NoCompleteTrial = 1;

    /// <summary>A worker is given no more trials, or is to end the one that it has.</summary>
    public const int NothingLeft = 1;

    /// <summary>The command line, a study file or a study's name is wrong.</summary>
    public const int InvalidInput = 2;

    /// <summary>No server answers, or its storage does not.</summary>
    public const int NoServer = 3;

    public const int Fault = 70;

    public const int Interrupted = 130;

    public const string Explanation =
        "Exit codes: 0 done, or the study ended with a best trial; 1 the study ended without any complete trial, or was deleted, "
        + "or a worker has nothing more to do; "
        + "2 invalid input; 3 no server or storage; 70 a fault of this program; 130 interrupted.";
}
