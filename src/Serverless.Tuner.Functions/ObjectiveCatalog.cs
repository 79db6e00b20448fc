using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Functions;

/// <summary>The registered objectives as the parser of study files sees them.</summary>
internal sealed class ObjectiveCatalog(ObjectiveRegistry registry) : IObjectiveCatalog
{
    public IReadOnlyCollection<string> Names { get; } = [.. registry.All.Select(o => o.Name)];

    public bool AllowsCommands => registry.RunsCommands;

    public ObjectiveDefaults? Find(string name) => registry.TryGet(name, out var objective)
        ? new ObjectiveDefaults([.. objective.Metrics.Select(m => m.Direction)], objective.DefaultSearchSpace)
        : null;
}
