using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>A worker's call that asks for parameters, and what comes of it.</summary>
internal sealed class WorkerDeclaration(ParametersRequest request)
{
    private const string Title = "The parameters cannot be given";

    /// <summary>The parameters that it asks for.</summary>
    public IReadOnlyList<ParameterSpec> Asked { get; } = [.. request.Parameters.Select(p => p.Value.Named(p.Key))];

    /// <summary>What the study has answered; null when it was not asked, or has refused.</summary>
    public Declaration? Declaration { get; private set; }

    /// <summary>Why it is refused; null when it is not.</summary>
    public WorkerRefusal? Refusal { get; private set; }

    /// <summary>Whether the study lets its trials declare parameters; else the call is refused.</summary>
    public bool IsFor(StudySpec spec)
    {
        if (spec.OpenSpace) return true;
        Refusal = WorkerRefusal.Conflict(
            ProblemKind.Conflict, Title,
            $"Study '{spec.Name}' lists its parameters; only the trials of one with \"searchSpace\": \"open\" declare some.");
        return false;
    }

    /// <summary>Takes what the study answers.</summary>
    public void Take(Declaration declaration)
    {
        if (declaration.Difference is { } difference) Refusal = WorkerRefusal.Conflict(ProblemKind.ParameterDiffers, Title, difference);
        else if (declaration.Errors.Count > 0) Refusal = WorkerRefusal.Invalid(Title, declaration.Errors);
        else Declaration = declaration;
    }
}
