namespace Serverless.Tuner.Client;

/// <summary>The server refused a request; <see cref="Problem"/> says why.</summary>
public sealed class TunerApiException : Exception
{
    /// <summary>Wraps the server's answer.</summary>
    public TunerApiException(ProblemView problem)
        : base(problem.Detail ?? problem.Title) => Problem = problem;

    /// <summary>The server's answer, with every field that is wrong.</summary>
    public ProblemView Problem { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status => Problem.Status;
}
