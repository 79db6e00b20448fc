using OwnPruner;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Testing;

namespace OwnPrunerTests;

public sealed class MarginPrunerTests : PrunerConformance
{
    protected override IPruner Create(PrunerContext context) => new MarginPruner(new MarginOptions { Margin = 0.5 }, context);
}
