using OwnObjective;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Testing;

namespace OwnObjectiveTests;

public sealed class WarehouseObjectiveTests : ObjectiveConformance
{
    protected override IObjective Create() => new WarehouseObjective();
}
